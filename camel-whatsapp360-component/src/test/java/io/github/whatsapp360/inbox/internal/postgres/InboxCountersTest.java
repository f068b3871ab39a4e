/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.InboxCount;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often a node counts, with a hand-driven clock. */
class InboxCountersTest {

    private static final Duration COUNTING = Duration.ofMillis(40);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now;
    private int counts;
    private long there = 100_000;
    private final InboxCounters counters = new InboxCounters(() -> now);
    private final SharedDatabase database = (SharedDatabase) Proxy.newProxyInstance(
            SharedDatabase.class.getClassLoader(),
            new Class<?>[] {SharedDatabase.class},
            (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("count");
                counts++;
                now += COUNTING.toNanos();
                return new InboxCount(Map.of("stopped", there), Instant.EPOCH, 0);
            });
    /** Requests a count ten times per second, as the node does; returns the number of counts. */
    private int countsWithin(Duration time) throws SQLException {
        int before = counts;
        for (long end = now + time.toNanos();
                now < end;
                now += Duration.ofMillis(100).toNanos()) {
            counters.count(database);
        }
        return counts - before;
    }

    @Test
    void anIdleNodeCountsSeldom() throws SQLException {
        countsWithin(MINUTE);

        assertThat(countsWithin(MINUTE)).isBetween(1, 4);
    }

    @Test
    void aNodeThatWorksCountsOften() throws SQLException {
        countsWithin(MINUTE);

        int before = counts;
        for (int i = 0; i < 60; i++) {
            counters.begin();
            counters.end();
            countsWithin(Duration.ofSeconds(1));
        }

        assertThat(counts - before).isGreaterThan(20);
    }

    @Test
    void whatOtherNodesDoIsSeenAndThenCountedOftenAgain() throws SQLException {
        countsWithin(MINUTE);
        there = 5;

        countsWithin(Duration.ofSeconds(25));
        assertThat(counters.waiting()).isEqualTo(5);

        int often = 0;
        for (int i = 0; i < 60; i++) {
            there++;
            often += countsWithin(Duration.ofSeconds(1));
        }
        assertThat(often).isGreaterThan(10);
    }
}
