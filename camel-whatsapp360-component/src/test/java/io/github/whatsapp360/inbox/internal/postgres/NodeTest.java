/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.inbox.internal.InboxInsight.NodeState;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Heartbeat;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases and the detection of dead nodes, with a hand-driven clock. */
class NodeTest {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofMillis(200);

    private final Map<Long, Long> heartbeats = new TreeMap<>();
    private final Map<Long, String> names = new TreeMap<>();
    private final List<Long> givenUp = new ArrayList<>();
    private Duration answerTakes = Duration.ZERO;
    private boolean away;
    private long nanos = -5_000_000_000L;
    private long joined;
    private Node node;

    private final SharedDatabase database = (SharedDatabase) Proxy.newProxyInstance(
            SharedDatabase.class.getClassLoader(),
            new Class<?>[] {SharedDatabase.class},
            (proxy, method, arguments) -> {
                if (away) {
                    throw new SQLException("away", "08006");
                }
                return switch (method.getName()) {
                    case "join" -> {
                        heartbeats.put(++joined, 0L);
                        pass(answerTakes);
                        yield joined;
                    }
                    case "heartbeat" -> heartbeat((Long) arguments[0]);
                    case "declareDead" -> declareDead((Heartbeat) arguments[0]);
                    default -> throw new AssertionError(method);
                };
            });

    private List<Heartbeat> heartbeat(long number) {
        heartbeats.computeIfPresent(number, (node, value) -> value + 1);
        List<Heartbeat> all = new ArrayList<>();
        heartbeats.forEach((node, value) -> all.add(new Heartbeat(node, names.getOrDefault(node, "n" + node), value)));
        pass(answerTakes);
        return all;
    }

    private boolean declareDead(Heartbeat dead) {
        givenUp.add(dead.node());
        return heartbeats.remove(dead.node(), dead.value());
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void beats(int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            pass(HEARTBEAT);
            node.heartbeat();
        }
    }

    @BeforeEach
    void join() throws SQLException {
        node = new Node(database, new PostgresInbox.NodeIdentity("me", LEASE), () -> nanos);
        node.join();
    }

    @Test
    void theLeaseCountsFromBeforeTheHeartbeatWasSent() throws SQLException {
        pass(HEARTBEAT);
        answerTakes = Duration.ofSeconds(5);

        node.heartbeat();

        assertThat(node.holdsLease(node.number())).isFalse();
        answerTakes = Duration.ofMillis(500);
        node.heartbeat();
        assertThat(node.holdsLease(node.number())).isTrue();
        pass(LEASE.minusMillis(500));
        assertThat(node.holdsLease(node.number())).isFalse();
    }

    @Test
    void theLeaseOfANewNodeCountsFromBeforeItJoined() throws SQLException {
        heartbeats.clear();
        answerTakes = Duration.ofSeconds(1);

        node.heartbeat();

        assertThat(node.number()).isEqualTo(2);
        assertThat(node.holdsLease(1)).isFalse();
        assertThat(node.holdsLease(2)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(node.holdsLease(2)).isFalse();
    }

    @Test
    void aNodeWhoseHeartbeatStandsStillForALeaseIsGivenUp() throws SQLException {
        heartbeats.put(70L, 1_000_000L);
        heartbeats.put(71L, -1_000_000L);
        beats(10);
        assertThat(givenUp).isEmpty();
        heartbeats.put(71L, -999_999L);

        beats(1);
        assertThat(givenUp).containsExactly(70L);
        beats(9);
        assertThat(givenUp).containsExactly(70L);
        beats(2);
        assertThat(givenUp).containsExactly(70L, 71L);
    }

    @Test
    void whoWasOutOfTouchGivesNobodyUp() throws SQLException {
        heartbeats.put(70L, 1L);
        beats(9);
        away = true;
        pass(LEASE.multipliedBy(10));
        assertThatThrownBy(() -> node.heartbeat()).isInstanceOf(SQLException.class);
        away = false;

        beats(10);
        assertThat(givenUp).isEmpty();
        beats(1);
        assertThat(givenUp).containsExactly(70L);
    }

    @Test
    void aDatabaseThatStoodStillForAllGivesNobodyUp() throws SQLException {
        heartbeats.put(70L, 1L);
        beats(5);
        answerTakes = LEASE.multipliedBy(3);
        beats(1);
        answerTakes = Duration.ZERO;
        beats(10);

        assertThat(givenUp).isEmpty();
    }

    @Test
    void aDeadNodeIsRememberedUntilItsNameJoinsAgainOrAnHourHasPassed() throws SQLException {
        heartbeats.put(70L, 1L);
        heartbeats.put(71L, 1L);
        beats(11);
        assertThat(givenUp).containsExactly(70L, 71L);
        beats(1);
        assertThat(node.lost()).extracting(NodeState::name).containsExactlyInAnyOrder("n70", "n71");
        assertThat(node.lost()).noneMatch(NodeState::alive);
        assertThat(node.lost().get(0).beatAgeMillis()).isEqualTo(11 * HEARTBEAT.toMillis());

        names.put(72L, "n70");
        heartbeats.put(72L, 1L);
        beats(1);
        assertThat(node.lost()).extracting(NodeState::name).containsExactly("n71");

        pass(Duration.ofHours(1));
        beats(1);
        assertThat(node.lost()).isEmpty();
    }

    @Test
    void aNodeThatAnotherOneDeclaredDeadIsRememberedAndOneThatLeftIsNot() throws SQLException {
        heartbeats.put(70L, 1L);
        heartbeats.put(71L, 1L);
        beats(9);
        heartbeats.put(71L, 2L);
        beats(1);
        heartbeats.clear();
        heartbeats.put(node.number(), 20L);
        beats(1);

        assertThat(givenUp).isEmpty();
        assertThat(node.lost()).extracting(NodeState::name).containsExactly("n70");
    }
}
