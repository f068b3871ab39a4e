/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresInbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Customers that two nodes learn at once. */
@Timeout(300)
class PostgresIdentityStoreTest {

    private static final int PEOPLE = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);

    @TempDir
    static Path directory;

    /** One node. */
    private static final class Node implements AutoCloseable {

        final PostgresIdentityStore identities;
        final PostgresInbox inbox;

        Node(DataSource pool) {
            PostgresDatabase database = new PostgresDatabase(pool, "support");
            identities = new PostgresIdentityStore(database, Clock.systemUTC(), Duration.ofDays(400));
            inbox = new PostgresInbox(
                    database,
                    InboxLimits.DEFAULT,
                    Clock.systemUTC(),
                    Node::startThread,
                    new PostgresInbox.NodeIdentity("node"),
                    identities.commits());
            inbox.open(() -> {});
        }

        private static void startThread(Runnable work) {
            Thread thread = new Thread(work, "inbox");
            thread.setDaemon(true);
            thread.start();
        }

        /** Stores an event of a person, who is named by some ids. */
        CompletableFuture<?> store(int person, PersonIds ids) {
            String key = "message:" + person + ":" + System.identityHashCode(this) + ":" + ids.hashCode();
            InboxEvent event =
                    new InboxEvent(key, "user:" + person, "all", "message", "{}".getBytes(StandardCharsets.UTF_8));
            IdentityBatch batch = new IdentityBatch(
                    List.of(IdentityEvidence.seen(ids, NOW, "user:" + person)),
                    Map.of(key, ids),
                    List.of(event),
                    new IdentityEvents((family, name) -> List.of("all")));
            return identities.store(batch, (events, entry) -> inbox.store(events));
        }

        String customer(PersonIds ids) {
            KnownCustomer found = identities.find(ids);
            return found == null ? "" : found.identity().customerId();
        }

        @Override
        public void close() {
            inbox.close();
        }
    }

    private static PersonIds ids(int person, boolean phone, boolean user) {
        return new PersonIds(
                phone ? "49170" + (1_000_000 + person) : null, user ? "DE." + (1_000_000 + person) : null, null, null);
    }

    @Test
    void twoNodesThatLearnTheSameLinkAtOnceMakeOneCustomer() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool();
                Node one = new Node(pool);
                Node other = new Node(pool)) {
            List<CompletableFuture<?>> stored = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                stored.add(one.store(person, ids(person, true, person % 2 == 0)));
                stored.add(other.store(person, ids(person, person % 3 == 0, true)));
                stored.add(one.store(person, ids(person, true, true)));
                stored.add(other.store(person, ids(person, true, true)));
            }

            assertThat(CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(LIMIT);
            for (int person = 0; person < PEOPLE; person++) {
                String customer = one.customer(ids(person, true, false));
                assertThat(customer).isNotEmpty();
                assertThat(other.customer(ids(person, false, true))).isEqualTo(customer);
            }
            assertThat(count(pool, "select count(*) from whatsapp360_customer")).isEqualTo(PEOPLE);
            assertThat(count(pool, "select count(*) from whatsapp360_event where kind = 'message'"))
                    .isBetween(3L * PEOPLE, 4L * PEOPLE);
        }
    }

    private static long count(DataSource pool, String query) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aStoreOfAnEarlierVersionGetsTheTables() throws Exception {
        Path older = directory.resolve("older");
        Files.createDirectories(older);
        try (Postgres postgres = Postgres.start(older);
                HikariDataSource pool = postgres.pool()) {
            new Node(pool).close();
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table whatsapp360_customer; drop table whatsapp360_customer_id");
            }

            try (Node node = new Node(pool)) {
                assertThat(node.store(1, ids(1, true, true))).succeedsWithin(LIMIT);
                assertThat(node.customer(ids(1, true, false))).isNotEmpty();
            }
        }
    }

    private static void execute(DataSource pool, String... statements) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aUserWhoMayNotMakeTablesWorksOnThoseThatThereAre() throws Exception {
        Path own = directory.resolve("worker");
        Files.createDirectories(own);
        try (Postgres postgres = Postgres.start(own);
                HikariDataSource pool = postgres.pool();
                HikariDataSource worker = new HikariDataSource()) {
            new Node(pool).close();
            execute(
                    pool,
                    "create user worker",
                    "grant select, insert, update, delete on all tables in schema public to worker",
                    "grant usage on all sequences in schema public to worker",
                    "alter table whatsapp360_customer rename to apart");
            worker.setJdbcUrl(postgres.url());
            worker.setUsername("worker");
            worker.setMinimumIdle(0);

            assertThatThrownBy(() -> new Node(worker))
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("permission denied")
                    .hasMessageContaining("postgresql-customers.sql");

            execute(
                    pool,
                    "alter table apart rename to whatsapp360_customer",
                    "revoke insert on whatsapp360_customer from worker");
            assertThatThrownBy(() -> new Node(worker))
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("grant select, insert, update, delete on whatsapp360_customer to worker");

            execute(
                    pool,
                    "grant insert on whatsapp360_customer to worker",
                    // The table of a bridge, which may have another user.
                    "create table whatsapp360_outbox (id text)");
            try (Node node = new Node(worker)) {
                assertThat(node.store(1, ids(1, true, true))).succeedsWithin(LIMIT);
                assertThat(node.customer(ids(1, true, false))).isNotEmpty();
            }
        }
    }
}
