/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.whatsapp360.inbox.internal.InboxInsight.WaitingConversation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The conversations whose oldest event waits longest. */
class LongestWaitingTest {

    private static final Instant BEGIN = Instant.parse("2026-12-01T10:00:00Z");

    private final Backlog backlog = new Backlog();

    private void add(long id, String conversation) {
        backlog.add(id, "sub", conversation, BEGIN.plusSeconds(id), null);
    }

    @Test
    void eachConversationIsThereOnceByItsOldestEvent() {
        add(1, "a");
        add(2, "a");
        add(3, "b");
        add(4, "c");
        List<WaitingConversation> found = backlog.longestWaiting(2);
        assertThat(found)
                .extracting(WaitingConversation::since)
                .containsExactly(BEGIN.plusSeconds(1), BEGIN.plusSeconds(3));
        assertThat(found).extracting(WaitingConversation::subscription).containsOnly("sub");
    }

    @Test
    void theNextEventCountsWhenTheOldestIsDone() {
        add(1, "a");
        add(2, "b");
        add(3, "a");
        assertThat(backlog.claim(1, BEGIN, Set.of("sub"))).containsExactly(1L);
        assertThat(backlog.longestWaiting(9)).hasSize(2);
        assertThat(backlog.remove(1)).isTrue();
        assertThat(backlog.longestWaiting(9))
                .extracting(WaitingConversation::since)
                .containsExactly(BEGIN.plusSeconds(2), BEGIN.plusSeconds(3));
    }

    /** Of a million events 10,000 are visited: the conversation behind them is not reached. */
    @Test
    void aMillionEventsAreNotSearched() {
        for (int id = 1; id <= 1_000_000; id++) {
            add(id, id <= 10_000 ? "a" : "b");
        }
        assertThat(backlog.sizes()).containsExactly(entry("sub", 1_000_000L));
        assertThat(backlog.longestWaiting(2))
                .extracting(WaitingConversation::since)
                .containsExactly(BEGIN.plusSeconds(1));
    }

    @Test
    void anEmptyBacklogHasNone() {
        assertThat(backlog.longestWaiting(9)).isEmpty();
    }
}
