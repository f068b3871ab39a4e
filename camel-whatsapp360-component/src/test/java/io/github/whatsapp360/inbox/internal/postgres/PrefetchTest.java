/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.internal.postgres.Prefetch.Acquired;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much a node acquires ahead of need, with a hand-driven clock. */
class PrefetchTest {

    private static final Set<String> MESSAGES = Set.of("message");
    private static final Set<String> BOTH = new LinkedHashSet<>(List.of("message", "status"));

    private long nanos = -5;
    private long ids;
    private final Prefetch prefetch = new Prefetch(() -> nanos);

    private List<ConversationLock> locks(String subscription, int count) {
        List<ConversationLock> locks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long id = ++ids;
            locks.add(
                    new ConversationLock(id, 1, id, event("c" + id, "k" + id, subscription), 0, Instant.EPOCH, false));
        }
        return locks;
    }

    private List<Long> take(int limit, Set<String> subscriptions) {
        return prefetch.take(limit, subscriptions).stream()
                .map(acquired -> acquired.lock().id())
                .toList();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void process(int events) {
        prefetch.add(1, locks("message", events));
        assertThat(take(events, MESSAGES)).hasSize(events);
    }

    @Test
    void aNodeWithSlowRoutesAcquiresNothingAhead() {
        assertThat(prefetch.missing(8)).isEqualTo(8);
        process(8);
        pass(Duration.ofSeconds(1));

        assertThat(prefetch.missing(8)).isEqualTo(8);
    }

    @Test
    void aNodeWithFastRoutesAcquiresWhatItProcessesInAWindow() {
        process(20);
        assertThat(prefetch.missing(8)).isEqualTo(28);
        pass(Prefetch.WINDOW);
        assertThat(prefetch.missing(8)).isEqualTo(28);
        process(30);
        assertThat(prefetch.missing(8)).isEqualTo(38);

        process(1_000);
        assertThat(prefetch.missing(8)).isEqualTo(8 + Prefetch.MAXIMUM);
        prefetch.add(1, locks("message", 100));
        assertThat(prefetch.missing(8)).isEqualTo(36);
        prefetch.add(1, locks("message", 100));
        assertThat(prefetch.missing(8)).isEqualTo(8);

        pass(Prefetch.WINDOW.multipliedBy(2));
        assertThat(prefetch.rate()).isZero();
    }

    @Test
    void subscriptionsAreServedInTurnAndEachInItsOrder() {
        prefetch.add(1, locks("status", 3));
        prefetch.add(1, locks("message", 2));

        assertThat(take(1, BOTH)).containsExactly(4L);
        assertThat(take(3, BOTH)).containsExactly(1L, 2L, 5L);
        assertThat(take(3, MESSAGES)).isEmpty();
        assertThat(take(3, BOTH)).containsExactly(3L);
    }

    @Test
    void itKnowsForWhomItHasSomething() {
        prefetch.add(1, locks("status", 3));

        assertThat(prefetch.has(1, BOTH)).isFalse();
        assertThat(prefetch.size(BOTH)).isEqualTo(3);
        assertThat(prefetch.has(3, Set.of("status"))).isTrue();
        assertThat(prefetch.has(4, Set.of("status"))).isFalse();
        assertThat(prefetch.locks()).hasSize(3);
    }

    @Test
    void whatIsNotHandedOutInTimeIsRemoved() {
        prefetch.add(1, locks("message", 1));
        pass(Prefetch.MAXIMUM_AGE.minusNanos(1));
        prefetch.add(2, locks("status", 1));
        assertThat(prefetch.removeOld()).isEmpty();
        pass(Duration.ofNanos(1));

        assertThat(prefetch.removeOld()).extracting(Acquired::node).containsExactly(1L);
        assertThat(prefetch.remove(acquired -> acquired.node() == 2)).hasSize(1);
        assertThat(prefetch.locks()).isEmpty();
        assertThat(prefetch.missing(8)).isEqualTo(8);
    }
}
