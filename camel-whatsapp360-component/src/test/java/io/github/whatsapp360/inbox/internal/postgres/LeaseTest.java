/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A running node keeps its lease, and a waiting event its due time, despite slow maintenance and clock jumps. */
class LeaseTest extends PostgresNodes {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AtomicLong jumped = new AtomicLong();

    @Override
    @AfterEach
    void closeAll() {
        super.closeAll();
        jumped.set(0);
    }

    private PostgresInbox first() {
        newAccount();
        return another(Clock.systemUTC());
    }

    private PostgresInbox another(Clock clock) {
        return opened(new PostgresInbox(
                new PostgresDatabase(pool, account, () -> "(" + PostgresSql.CLOCK + " + " + jumped.get() + ")"),
                new InboxLimits(1_000, Duration.ofDays(8)),
                clock,
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node" + open.size(), LEASE)));
    }

    private List<Long> nodes() throws Exception {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select id from whatsapp360_node where account = '" + account + "' order by id")) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    @Test
    void countingThatTakesLongerThanTheLeaseCostsNobodyTheLease() throws Exception {
        PostgresInbox one = first();
        PostgresInbox two = another(Clock.systemUTC());
        store(one, "anna", "a1");
        Claim claim = claim(one).get(0);
        List<Long> before = nodes();
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table whatsapp360_dead_letter in access exclusive mode");

            await().pollInterval(Duration.ofMillis(50))
                    .during(LEASE.multipliedBy(2))
                    .timeout(TIMEOUT)
                    .until(() -> one.holds(claim));
            other.rollback();
        }
        assertThat(nodes()).isEqualTo(before);
        assertThat(claim(two)).isEmpty();
    }

    @Test
    void aClockOfTheDatabaseThatJumpsForwardGivesNobodyUp() throws Exception {
        PostgresInbox one = first();
        another(Clock.systemUTC());
        store(one, "anna", "a1");
        Claim claim = claim(one).get(0);
        List<Long> before = nodes();

        await().pollInterval(Duration.ofMillis(20))
                .during(LEASE.multipliedBy(2))
                .timeout(TIMEOUT)
                .until(() -> {
                    jumped.addAndGet(15_000);
                    return one.holds(claim) && nodes().equals(before);
                });
    }

    @Test
    void aClockOfTheDatabaseThatIsSetBackLetsNothingRest() throws Exception {
        PostgresInbox one = first();
        store(one, "anna", "a1", "a2");
        store(one, "ben", "b1");
        store(one, "cleo", "c1");
        Claim retried = claim(one).stream()
                .filter(claim -> claim.event().key().equals("c1"))
                .findFirst()
                .orElseThrow();
        one.retry(retried, Instant.now());
        one.close();
        PostgresInbox two = another(Clock.systemUTC());
        List<String> ran = new ArrayList<>();

        jumped.set(-Duration.ofHours(1).toMillis());

        await().timeout(Duration.ofSeconds(15)).until(() -> {
            for (Claim claim : claim(two)) {
                ran.add(claim.event().key());
                two.complete(claim);
            }
            return ran.size() == 4;
        });
        assertThat(ran).containsExactlyInAnyOrder("a1", "a2", "b1", "c1").containsSubsequence("a1", "a2");
    }

    @Test
    void aClockOfTheNodeThatIsSetBackWhileAnEventRestsDoesNotProlongThat() {
        newAccount();
        SettableClock clock = new SettableClock();
        PostgresInbox one = another(clock);
        store(one, "anna", "a1");
        one.retry(claim(one).get(0), clock.instant().plusMillis(100));

        clock.advance(Duration.ofDays(-365));

        assertThat(one.state().waiting()).isEqualTo(1);
        await().timeout(TIMEOUT)
                .until(() -> postgresDelay() <= Duration.ofDays(1).toMillis());
    }

    /** Returns the delay of the only free conversation lock. */
    private long postgresDelay() throws Exception {
        return postgres.number("select coalesce(max(due) - " + PostgresSql.CLOCK + ", 999999999999)"
                + " from whatsapp360_turn where node is null and account = '" + account + "'");
    }

    @Test
    void whatTheDatabaseKeepsOfANodeChangesWithEachHeartbeat() throws Exception {
        first();
        jumped.set(-Duration.ofHours(1).toMillis());
        long before = heartbeat();

        await().timeout(TIMEOUT).until(() -> heartbeat() > before);
    }

    private long heartbeat() throws Exception {
        return postgres.number("select beat_at from whatsapp360_node where account = '" + account + "'");
    }

    @Test
    void keysOfOneConversationStillWaitForTheirRest() {
        PostgresInbox one = first();
        store(one, "anna", "a1", "a2");
        one.retry(claim(one).get(0), Instant.now().plusSeconds(3));

        await().during(Duration.ofSeconds(1)).timeout(TIMEOUT).until(() -> claim(one)
                .isEmpty());
        List<Claim> found = new ArrayList<>();
        await().timeout(TIMEOUT).until(() -> found.addAll(claim(one)));
        assertThat(keys(found)).containsExactly("a1");
    }
}
