/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Deletes the events and dead letters whose body contains one of some texts.
 *
 * <p>Confined to the thread of the {@link CommitLoop}, but for {@link #answer}.
 */
final class ForgetEvents implements PendingWrite {

    private final List<String> texts;
    private final Consumer<List<Long>> forgotten;
    private final List<Long> events = new ArrayList<>();
    private int deadLetters;

    final CompletableFuture<Integer> answer = new CompletableFuture<>();

    /** @param forgotten receives the ids of the deleted events */
    ForgetEvents(List<String> texts, Consumer<List<Long>> forgotten) {
        this.texts = List.copyOf(texts);
        this.forgotten = forgotten;
    }

    @Override
    public void apply(InboxTables tables) throws SQLException {
        events.clear();
        deadLetters = 0;
        for (String text : texts) {
            for (long id : tables.eventsWith(text)) {
                tables.deleteEvent(id);
                events.add(id);
            }
            for (long id : tables.deadLettersWith(text)) {
                deadLetters += tables.deleteDeadLetter(id) ? 1 : 0;
            }
        }
    }

    @Override
    public void committed() {
        forgotten.accept(List.copyOf(events));
        answer.complete(events.size() + deadLetters);
    }

    @Override
    public void failed(InboxException why) {
        answer.completeExceptionally(why);
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    /** The number of deleted dead letters. */
    int deadLetters() {
        return deadLetters;
    }
}
