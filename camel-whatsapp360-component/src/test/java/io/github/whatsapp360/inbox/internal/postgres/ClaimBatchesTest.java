/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ClaimResult;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.SettledLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Settlement;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a node asks the database for events and when it does not, with hand-driven clocks. */
class ClaimBatchesTest {

    private static final Set<String> STATUS = Set.of("status");
    private static final Set<String> BOTH = new LinkedHashSet<>(List.of("message", "status"));

    private final SettableClock clock = new SettableClock();
    private final Deque<ConversationLock> waiting = new ArrayDeque<>();
    private final List<Integer> limits = new ArrayList<>();
    private final List<Integer> settled = new ArrayList<>();
    private int dueQueries;
    private boolean overload;
    private long nanos;
    private long ids;
    private ClaimBatches claims;
    private ClaimTracker tracker;

    private final SharedDatabase database = (SharedDatabase) Proxy.newProxyInstance(
            SharedDatabase.class.getClassLoader(),
            new Class<?>[] {SharedDatabase.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "join" -> 1L;
                case "settleAndClaim" ->
                    settleAndClaim((List<?>) arguments[0], (Integer) arguments[2], (Set<?>) arguments[3]);
                case "untilNextDue" -> {
                    dueQueries++;
                    yield Optional.of(Duration.ofSeconds(10));
                }
                default -> throw new AssertionError(method);
            });

    private ClaimResult settleAndClaim(List<?> settlements, int limit, Set<?> subscriptions) {
        limits.add(limit);
        settled.add(settlements.size());
        List<ConversationLock> claimed = subscriptions.stream()
                .flatMap(subscription -> waiting.stream()
                        .filter(lock -> lock.event().subscription().equals(subscription)))
                .limit(limit)
                .toList();
        waiting.removeAll(claimed);
        Set<SettledLock> all =
                settlements.stream().map(each -> ((Settlement) each).lock()).collect(Collectors.toSet());
        return new ClaimResult(all, false, claimed);
    }

    @BeforeEach
    void begin() throws SQLException {
        InboxCounters counters = new InboxCounters(() -> nanos);
        Node node = new Node(database, new PostgresInbox.NodeIdentity("me"), () -> nanos);
        node.join();
        tracker = new ClaimTracker(database, counters, clock, Duration.ofHours(1));
        claims = new ClaimBatches(
                database, node, tracker, new Prefetch(() -> nanos, 16), clock, () -> nanos, () -> overload);
    }

    private void put(String subscription, int count) {
        for (int i = 0; i < count; i++) {
            long id = ++ids;
            waiting.add(new ConversationLock(
                    id, 1, id, event("c" + id, subscription + id, subscription), 0, clock.instant(), false));
        }
    }

    private void complete(List<Claim> all) {
        all.forEach(claim -> tracker.end(claim, SharedDatabase.Ending.COMPLETED, null, claim.attempts(), null));
    }

    @Test
    void manyEventsNeedOneMessageAndTheirSettlementsAnother() throws SQLException {
        put("status", 40);

        for (int i = 0; i < 6; i++) {
            List<Claim> claimed = claims.claim(4, STATUS);
            assertThat(claimed).hasSize(4);
            complete(claimed);
        }

        assertThat(limits).startsWith(20).hasSize(2);
        assertThat(settled).containsExactly(0, 20);
    }

    @Test
    void aFailedEventIsWrittenWithTheNextClaim() throws SQLException {
        put("status", 8);
        Claim failed = claims.claim(1, STATUS).get(0);
        tracker.end(failed, SharedDatabase.Ending.RETRIED, clock.instant(), 1, null);

        assertThat(claims.claim(1, STATUS)).hasSize(1);

        assertThat(settled).containsExactly(0, 1);
    }

    @Test
    void whatWaitsHereForOneSubscriptionDoesNotDelayAnother() throws SQLException {
        put("status", 40);
        assertThat(keys(claims.claim(2, BOTH))).containsExactly("status1", "status2");
        put("message", 1);

        nanos += ClaimBatches.PACE.toNanos();

        assertThat(keys(claims.claim(1, BOTH))).containsExactly("message41");
        assertThat(limits).hasSize(2);
        assertThat(keys(claims.claim(1, BOTH))).containsExactly("status3");
        assertThat(limits).hasSize(2);
    }

    @Test
    void whileDeliveriesWaitToBeStoredTheDatabaseIsAskedLessOften() throws SQLException {
        put("status", 80);
        assertThat(claims.claim(4, STATUS)).hasSize(4);
        overload = true;
        assertThat(claims.claim(15, STATUS)).hasSize(15);

        assertThat(claims.claim(4, STATUS)).hasSize(1);
        nanos += ClaimBatches.OVERLOAD_PACE.multipliedBy(20).toNanos();
        assertThat(claims.claim(4, STATUS)).hasSize(4);
        assertThat(limits).containsExactly(20, 4);
    }

    @Test
    void settlementsDoNotWaitForeverForAClaim() throws SQLException {
        put("status", 8);
        complete(claims.claim(2, STATUS));
        nanos += Prefetch.MAXIMUM_AGE.toNanos();

        claims.write();

        // Two completed events, and six that were not handed out.
        assertThat(settled).containsExactly(0, 8);
    }

    @Test
    void theNextDueTimeIsAskedOnceASecondAndAfterAFailure() throws SQLException {
        assertThat(claims.nextDue()).contains(clock.instant().plusSeconds(10));
        clock.advance(Duration.ofMillis(900));
        assertThat(claims.nextDue()).contains(clock.instant().plusMillis(9_100));
        assertThat(dueQueries).isEqualTo(1);

        put("status", 2);
        Claim failed = claims.claim(1, STATUS).get(0);
        tracker.end(failed, SharedDatabase.Ending.RETRIED, clock.instant(), 1, null);
        assertThat(claims.claim(1, STATUS)).hasSize(1);
        assertThat(claims.nextDue()).isPresent();
        assertThat(dueQueries).isEqualTo(2);

        clock.advance(Duration.ofSeconds(11));
        assertThat(claims.nextDue()).isPresent();
        assertThat(dueQueries).isEqualTo(3);

        nanos += Duration.ofMillis(1_001).toNanos();
        assertThat(claims.nextDue()).isPresent();
        assertThat(dueQueries).isEqualTo(4);
    }
}
