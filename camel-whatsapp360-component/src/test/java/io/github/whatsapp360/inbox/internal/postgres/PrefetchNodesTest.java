/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that a node has acquired ahead and does not process reach other nodes, as they were. */
class PrefetchNodesTest extends PostgresNodes {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private PostgresInbox node() {
        return opened(new PostgresInbox(
                new PostgresDatabase(pool, account),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node" + open.size(), LEASE),
                new Prefetch(System::nanoTime, Prefetch.MAXIMUM)));
    }

    private static List<Claim> claimOne(PostgresInbox inbox) {
        return inbox.claim(1, Instant.now(), Events.ALL);
    }

    private PostgresInbox withThreeConversations() {
        newAccount();
        PostgresInbox node = node();
        store(node, List.of(event("anna", "a1"), event("ben", "b1"), event("cleo", "c1")));
        return node;
    }

    @Test
    void whatIsNotProcessedInTimeIsReturned() {
        PostgresInbox one = withThreeConversations();
        PostgresInbox two = node();
        Claim running = claimOne(one).get(0);
        List<Claim> atTwo = new ArrayList<>();

        await().timeout(TIMEOUT).until(() -> {
            atTwo.addAll(claim(two));
            return atTwo.size() == 2;
        });

        assertThat(running.event().key()).isEqualTo("a1");
        assertThat(keys(atTwo)).containsExactly("b1", "c1");
        assertThat(atTwo).noneMatch(Claim::recovered).allMatch(claim -> claim.attempts() == 0);
        assertThat(one.lost()).isZero();
    }

    @Test
    void aNodeThatEndsReturnsWhatItDidNotBegin() {
        PostgresInbox one = withThreeConversations();
        PostgresInbox two = node();
        one.retry(claimOne(one).get(0), Instant.now());
        await().timeout(TIMEOUT).until(() -> keys(claimOne(one)).equals(List.of("b1")));

        one.close();

        List<Claim> atTwo = claim(two);
        assertThat(keys(atTwo)).containsExactly("a1", "b1", "c1");
        assertThat(atTwo)
                .filteredOn(Claim::recovered)
                .extracting(claim -> claim.event().key())
                .containsExactly("b1");
        assertThat(atTwo.get(0).attempts()).isEqualTo(1);
    }

    @Test
    void whatMayHaveRunBeforeIsStillMarkedAfterItWasReturned() {
        PostgresInbox one = withThreeConversations();
        assertThat(claim(one)).hasSize(3);
        one.close();
        PostgresInbox two = node();
        assertThat(claimOne(two)).allMatch(Claim::recovered);
        two.close();
        PostgresInbox three = node();

        assertThat(claim(three)).hasSize(3).allMatch(Claim::recovered);
    }

    @Test
    void aNodeThatWasDeclaredDeadHandsOutNothingThatItHadAcquiredBefore() {
        PostgresInbox one = withThreeConversations();
        Claim before = claimOne(one).get(0);

        postgres.execute("delete from whatsapp360_node where account = '" + account + "'");

        await().timeout(TIMEOUT).until(() -> one.nodeOf(before) != 0 && !one.holds(before));
        List<Claim> again = new ArrayList<>();
        await().timeout(TIMEOUT).until(() -> {
            again.addAll(claim(one));
            return again.size() == 3;
        });
        assertThat(again).allMatch(one::holds);
        assertThat(keys(again)).containsExactly("a1", "b1", "c1");
    }
}
