/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes under load on connections whose default level, of the pool or the database, is not read committed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class IsolationTest {

    private static final int CONVERSATIONS = 12;
    private static final int EVENTS = 1_200;

    @TempDir
    static Path directory;

    private Postgres postgres;
    private int accounts;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
    }

    @AfterAll
    void stopPostgres() throws Exception {
        postgres.close();
    }

    private HikariDataSource pool(String isolation) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.url());
        config.setUsername("postgres");
        config.setMaximumPoolSize(8);
        config.setTransactionIsolation(isolation);
        return new HikariDataSource(config);
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSACTION_REPEATABLE_READ, read committed",
        "TRANSACTION_SERIALIZABLE, read committed",
        ", repeatable read",
        ", serializable",
    })
    void eachEventRunsOnceAndInOrder(String ofThePool, String ofTheDatabase) throws Exception {
        postgres.execute("alter database postgres set default_transaction_isolation = '" + ofTheDatabase + "'");
        try (HikariDataSource one = pool(ofThePool);
                HikariDataSource two = pool(ofThePool)) {
            String account = "account" + accounts++;
            List<PostgresInbox> nodes = List.of(node(one, account), node(two, account));
            Map<String, List<Integer>> ran = new ConcurrentHashMap<>();
            AtomicInteger completed = new AtomicInteger();
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            List<Thread> workers = new ArrayList<>();
            for (PostgresInbox node : nodes) {
                for (int i = 0; i < 2; i++) {
                    workers.add(new Thread(() -> workOff(node, ran, completed)));
                }
            }
            workers.forEach(worker -> worker.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure)));
            workers.forEach(Thread::start);
            store(nodes);
            for (Thread worker : workers) {
                worker.join(60_000);
            }
            nodes.forEach(PostgresInbox::close);

            assertThat(failures).isEmpty();
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < EVENTS / CONVERSATIONS; i++) {
                all.add(i);
            }
            assertThat(ran).hasSize(CONVERSATIONS);
            assertThat(ran)
                    .allSatisfy((conversation, numbers) ->
                            assertThat(numbers).as(conversation).isEqualTo(all));
            assertThat(isolationOfTheSession(one)).isEqualTo(ofThePool == null ? ofTheDatabase : text(ofThePool));
        } finally {
            postgres.execute("alter database postgres reset default_transaction_isolation");
        }
    }

    private static PostgresInbox node(HikariDataSource pool, String account) {
        PostgresInbox inbox = new PostgresInbox(
                new PostgresDatabase(pool, account),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node", Duration.ofSeconds(10)));
        inbox.open(() -> {});
        return inbox;
    }

    /** Stores the events of a conversation in order, alternating between the nodes; conversations concurrently. */
    private static void store(List<PostgresInbox> nodes) throws Exception {
        for (int number = 0; number < EVENTS / CONVERSATIONS; number++) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
                String name = "c" + conversation;
                answers.add(nodes.get((number + conversation) % 2).store(List.of(event(name, name + ":" + number))));
            }
            for (CompletableFuture<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
    }

    private static void workOff(PostgresInbox node, Map<String, List<Integer>> ran, AtomicInteger completed) {
        long deadline = System.nanoTime() + Duration.ofSeconds(45).toNanos();
        while (completed.get() < EVENTS && System.nanoTime() < deadline) {
            for (Claim claim : node.claim(4, Instant.now(), Events.ALL)) {
                String[] key = claim.event().key().split(":");
                ran.computeIfAbsent(key[0], unseen -> Collections.synchronizedList(new ArrayList<>()))
                        .add(Integer.parseInt(key[1]));
                node.complete(claim);
                completed.incrementAndGet();
            }
        }
    }

    private static String text(String ofThePool) {
        return ofThePool.replace("TRANSACTION_", "").replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    }

    private static String isolationOfTheSession(HikariDataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                ResultSet row = connection.createStatement().executeQuery("show transaction_isolation")) {
            row.next();
            return row.getString(1);
        }
    }
}
