/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.QueuedWrite;
import java.sql.SQLException;

/**
 * A change that waits for the writer. It is applied in a transaction with other changes, and again if that transaction
 * was rolled back. It is notified of the result.
 *
 * <p>Confined to the thread of its {@link CommitLoop} after it was submitted.
 */
@FunctionalInterface
interface PendingWrite extends QueuedWrite {

    /** Applies the change in the current transaction. */
    void apply(InboxTables tables) throws SQLException;

    /** Called after the commit. Must not block. */
    default void committed() {}

    /** Called if the change was not written and will not be. Must not block. */
    @Override
    default void failed(InboxException why) {}

    /**
     * Whether a caller waits for the commit, which must then survive a power cut. Other changes are settlements: they
     * are retried until they are written; if a crash loses one, its event runs again.
     */
    @Override
    default boolean isAwaited() {
        return false;
    }

    /** Size in bytes, for the limits of batch and queue. */
    @Override
    default int bytes() {
        return 0;
    }
}
