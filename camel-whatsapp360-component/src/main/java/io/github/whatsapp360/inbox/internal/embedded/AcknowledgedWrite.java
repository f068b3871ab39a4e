/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A write with a result that a caller waits for.
 *
 * <p>Confined to the thread of the {@link CommitLoop}, but for {@link #answer}.
 */
final class AcknowledgedWrite<T> implements PendingWrite {

    /** The statements of the write. */
    interface Work<T> {
        T apply(InboxTables tables) throws SQLException;
    }

    final CompletableFuture<T> answer = new CompletableFuture<>();
    private final int bytes;
    private final Work<T> work;
    private final Consumer<T> afterCommit;
    private @Nullable T result;

    /**
     * @param bytes size in bytes, for the limits of the queue
     * @param afterCommit receives the result before {@link #answer} completes
     */
    AcknowledgedWrite(int bytes, Work<T> work, Consumer<T> afterCommit) {
        this.bytes = bytes;
        this.work = work;
        this.afterCommit = afterCommit;
    }

    @Override
    public void apply(InboxTables tables) throws SQLException {
        result = work.apply(tables);
    }

    @Override
    @SuppressWarnings("NullAway") // It was applied before it was committed.
    public void committed() {
        afterCommit.accept(result);
        answer.complete(result);
    }

    @Override
    public void failed(InboxException why) {
        answer.completeExceptionally(why);
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public int bytes() {
        return bytes;
    }
}
