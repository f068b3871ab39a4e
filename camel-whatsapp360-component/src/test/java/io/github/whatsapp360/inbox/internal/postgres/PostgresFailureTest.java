/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures between two nodes and one database. */
class PostgresFailureTest extends PostgresNodes {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, CountDownLatch> silent = new ConcurrentHashMap<>();

    /** Before the nodes are closed. */
    @Override
    @AfterEach
    void closeAll() {
        letBeatAgain();
        super.closeAll();
    }

    /** A node of a new account. */
    private PostgresInbox first() {
        newAccount();
        return another();
    }

    /** Another node of the same account. */
    private PostgresInbox another() {
        String name = "node" + open.size();
        return opened(new PostgresInbox(
                new PostgresDatabase(pool, account, () -> {
                    waitWhileSilent(name);
                    return PostgresSql.CLOCK;
                }),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity(name, LEASE)));
    }

    /** Blocks the heartbeats of this node. */
    private void silence(PostgresInbox node) {
        silent.put("node" + open.indexOf(node), new CountDownLatch(1));
    }

    private void letBeatAgain() {
        silent.values().forEach(CountDownLatch::countDown);
        silent.clear();
    }

    private void waitWhileSilent(String name) {
        CountDownLatch gate = silent.get(name);
        if (gate != null
                && StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getClassName().equals(Node.class.getName())))) {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void whatANodeHasClaimedIsNotBegunAnyMoreOnceItWasGivenUp() {
        PostgresInbox one = first();
        assertThat(store(one, "anna", "a1")).isEqualTo(1);
        Claim claimed = claim(one).get(0);
        assertThat(one.holds(claimed)).isTrue();

        postgres.execute("delete from whatsapp360_node where account = '" + account + "'");

        await().timeout(TIMEOUT).until(() -> !one.holds(claimed));
        one.release(claimed, Instant.now());
        await().timeout(TIMEOUT).until(() -> keys(claim(one)).equals(List.of("a1")));
        assertThat(one.holds(claimed)).isFalse();
    }

    @Test
    void aDuplicateOnAnotherNodeIsNotStoredAndEachConversationIsOnOneNode() {
        PostgresInbox one = first();
        PostgresInbox two = another();
        assertThat(store(one, "anna", "a1")).isEqualTo(1);
        assertThat(store(two, "anna", "a1", "a2")).isEqualTo(1);
        assertThat(store(two, "ben", "b1")).isEqualTo(1);

        List<Claim> atOne = claim(one);
        assertThat(keys(atOne)).containsExactly("a1", "b1");
        assertThat(claim(two)).isEmpty();
        one.complete(atOne.get(0));
        one.retry(atOne.get(1), Instant.now());

        await().timeout(TIMEOUT)
                .untilAsserted(() -> assertThat(two.state().waiting()).isEqualTo(2));
        List<Claim> atTwo = new ArrayList<>();
        await().timeout(TIMEOUT).until(() -> {
            atTwo.addAll(claim(two));
            return atTwo.size() == 2;
        });
        assertThat(keys(atTwo)).containsExactlyInAnyOrder("a2", "b1");
        assertThat(atTwo)
                .filteredOn(claim -> claim.event().key().equals("b1"))
                .allMatch(claim -> claim.attempts() == 1);
        assertThat(atTwo).noneMatch(Claim::recovered);
    }

    @Test
    void aDuplicateIsAnsweredOnlyWhenItsFirstCopyIsSafe() throws Exception {
        PostgresInbox node = first();
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into whatsapp360_seen values ('" + account
                    + "', substring(sha256('a1') for 16), (extract(epoch from now()) * 1000)::bigint)");
            CompletableFuture<Integer> answer = node.store(List.of(event("anna", "a1")));
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            other.rollback();

            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void whatASilentNodeHadRunsElsewhereAndItsLateWordIsIgnored() {
        PostgresInbox late = first();
        PostgresInbox other = another();
        store(late, "anna", "a1", "a2");
        Claim begun = claim(late).get(0);
        silence(late);
        await().timeout(TIMEOUT).until(() -> {
            List<Claim> takenOver = claim(other);
            takenOver.forEach(claim -> {
                assertThat(claim.event().key()).isEqualTo("a1");
                assertThat(claim.recovered()).isTrue();
                late.complete(begun);
                late.bury(begun, "late");
                assertThat(late.deadLetters(0, 10)).isEmpty();
                assertThat(claim(other)).isEmpty();
                other.complete(claim);
            });
            return !takenOver.isEmpty();
        });

        assertThat(keys(claim(other))).containsExactly("a2");
        assertThat(late.lost()).isEqualTo(1);
        letBeatAgain();
        store(late, "ben", "b1");
        await().timeout(TIMEOUT).until(() -> keys(claim(late)).contains("b1"));
    }

    @Test
    void aNodeThatEndsLeavesWhatItHadToTheOthersAtOnce() {
        PostgresInbox one = first();
        PostgresInbox two = another();
        store(one, "anna", "a1");
        assertThat(claim(one)).hasSize(1);

        one.close();

        assertThat(claim(two)).singleElement().matches(Claim::recovered);
    }

    @Test
    void aClaimWhoseAnswerWasLostIsGivenBack() {
        PostgresInbox node = first();
        store(node, "anna", "a1");
        postgres.execute(
                "create or replace function fail() returns trigger language plpgsql as"
                        + " 'begin raise exception ''cut off'' using errcode = ''08006''; end'",
                "create trigger fail after update on whatsapp360_turn for each statement execute function fail()");
        assertThatThrownBy(() -> claim(node)).isInstanceOf(InboxException.class);
        postgres.execute(
                "drop trigger fail on whatsapp360_turn",
                "update whatsapp360_turn set begun = true, fence = 7, node = (select max(id) from whatsapp360_node"
                        + " where account = '"
                        + account + "') where account = '" + account + "'");

        assertThat(keys(claim(node))).containsExactly("a1");
    }

    @Test
    void whileTheDatabaseIsAwayDeliveriesAreRefusedAndThenItGoesOnByItself() throws Exception {
        PostgresInbox node = first();
        store(node, "anna", "a1", "a2");
        Claim running = claim(node).get(0);
        postgres.stop(true);
        try {
            assertThatThrownBy(() -> store(node, "ben", "b1")).isInstanceOf(InboxException.class);
            assertThat(node.state().condition()).isEqualTo(Condition.DOWN);
            assertThat(node.state().problem()).contains("jdbc:postgresql://127.0.0.1");
            assertThatThrownBy(() -> claim(node)).isInstanceOf(InboxException.class);
            node.complete(running);
        } finally {
            postgres.start();
        }

        await().timeout(TIMEOUT).until(() -> node.state().condition() == Condition.UP);
        assertThat(store(node, "ben", "b1")).isEqualTo(1);
        assertThat(keys(claim(node))).containsExactly("a2", "b1");
        assertThat(node.lost()).isZero();
    }

    @Test
    void aReadOnlyDatabaseIsAClearError() {
        first();
        postgres.execute("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            await().timeout(TIMEOUT).untilAsserted(() -> assertThatThrownBy(this::another)
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("read-only"));
            await().timeout(TIMEOUT).until(() -> open.get(0).state().condition() == Condition.DOWN);
            assertThat(open.get(0).state().problem()).contains("read-only");
        } finally {
            postgres.execute(
                    "set default_transaction_read_only = off",
                    "alter system reset default_transaction_read_only",
                    "select pg_reload_conf()");
        }
        await().timeout(TIMEOUT).until(() -> open.get(0).state().condition() == Condition.UP);
    }

    @Test
    void tablesOfANewerVersionAreAClearError() {
        first();
        postgres.execute("update whatsapp360_schema set version = 3");
        try {
            assertThatThrownBy(this::another)
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("Expected 2, actual 3");
        } finally {
            postgres.execute("update whatsapp360_schema set version = 2");
        }
    }

    @Test
    void aUserWhoMayNotMakeTablesIsToldWhatToDo() {
        postgres.execute("create user reader", "create schema empty", "grant usage on schema empty to reader");
        try (HikariDataSource poor = Postgres.pool(postgres.url() + "?user=reader&currentSchema=empty", "")) {
            poor.setUsername("reader");
            assertThatThrownBy(() -> new PostgresDatabase(poor, "x").open())
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("postgresql.sql");
        }
    }

    @Test
    void aDeliveryThatCannotBeStoredCostsNoOther() throws Exception {
        PostgresInbox node = first();
        postgres.execute(
                "create or replace function poison() returns trigger language plpgsql as"
                        + " 'begin if new.key = ''poison'' then raise exception ''bad'' using errcode = ''22000'';"
                        + " end if; return new; end'",
                "create trigger poison before insert on whatsapp360_event for each row execute function poison()");
        try {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (String key : List.of("p1", "poison", "p2")) {
                answers.add(node.store(List.of(event(key, key))));
            }
            assertThat(answers.get(0).get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(answers.get(1)).failsWithin(Duration.ofSeconds(30));
            assertThat(answers.get(2).get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(node.state().condition()).isEqualTo(Condition.UP);
        } finally {
            postgres.execute("drop trigger poison on whatsapp360_event");
        }
    }

    @Test
    void anyTextIsKeptButForTheCharacterZero() {
        PostgresInbox node = first();
        String odd = "wamid.=/+ \u0000 ' \" ü 😀 \n \\ {,}";
        store(node, List.of(new InboxEvent(odd, odd, "message", odd, new byte[] {0, -1, 92})));
        store(node, List.of(new InboxEvent("null", "null", "message", "NULL", new byte[0])));

        List<Claim> claims = claim(node);
        assertThat(claims.get(0).event().key()).isEqualTo(odd.replace('\u0000', '\u2400'));
        assertThat(claims.get(0).event().body()).containsExactly(0, -1, 92);
        assertThat(claims.get(1).event())
                .usingRecursiveComparison()
                .isEqualTo(new InboxEvent("null", "null", "message", "NULL", new byte[0]));
        assertThat(store(node, List.of(new InboxEvent(odd, odd, "message", odd, new byte[0]))))
                .isZero();
    }

    @Test
    void manyThreadsOnTwoNodesLoseNothingAndKeepOrder() throws Exception {
        PostgresInbox[] nodes = {first(), another()};
        List<Thread> threads = new ArrayList<>();
        for (int sender = 0; sender < 6; sender++) {
            String conversation = "c" + sender;
            threads.add(new Thread(() -> {
                for (int number = 0; number < 60; number++) {
                    store(nodes[number % 2], conversation, conversation + ":" + number);
                }
            }));
        }
        List<String> done = java.util.Collections.synchronizedList(new ArrayList<>());
        for (PostgresInbox node : nodes) {
            threads.add(new Thread(() -> {
                while (done.size() < 360 && open.contains(node)) {
                    for (Claim claim : claim(node)) {
                        done.add(claim.event().key());
                        node.complete(claim);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        assertThat(done).as(() -> postgres.dump(account)).hasSize(360);
        for (int sender = 0; sender < 6; sender++) {
            String conversation = "c" + sender + ":";
            List<String> expected = new ArrayList<>();
            for (int number = 0; number < 60; number++) {
                expected.add(conversation + number);
            }
            assertThat(done.stream().filter(key -> key.startsWith(conversation)).toList())
                    .isEqualTo(expected);
        }
        assertThat(postgres.number("select count(*) from whatsapp360_event where account = '" + account + "'"))
                .isLessThanOrEqualTo(16);
    }
}
