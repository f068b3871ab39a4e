/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresInbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Customers without a sign of life are deleted after {@code identityRetention}, others are not. */
@Timeout(120)
class IdentitySweepTest {

    private static final Duration RETENTION = Duration.ofDays(400);

    /** More than are visited before a sweep begins. */
    private static final int PEOPLE = 70;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();

    private void learn(IdentityStore store, Inbox inbox, int from, int to) throws Exception {
        List<IdentityEvidence> evidence = IntStream.range(from, to)
                .mapToObj(person -> IdentityEvidence.seen(ids(person), clock.instant(), "user:" + person))
                .toList();
        IdentityBatch batch =
                new IdentityBatch(evidence, Map.of(), List.of(), new IdentityEvents((family, name) -> List.of()));
        Object unused = store.learn(batch, inbox).get(60, TimeUnit.SECONDS);
    }

    private static PersonIds ids(int person) {
        return PersonIds.of("4917" + (10_000_000 + person), "DE.8" + (10_000_000 + person), null, null);
    }

    private static boolean isKnown(IdentityStore store, int person) {
        return store.find(ids(person)) != null;
    }

    private void expires(IdentityStore store, Inbox inbox) throws Exception {
        learn(store, inbox, 0, 2);
        clock.advance(Duration.ofDays(300));
        learn(store, inbox, 1, 2);
        clock.advance(Duration.ofDays(99));
        learn(store, inbox, 2, PEOPLE);
        assertThat(isKnown(store, 0)).isTrue();

        clock.advance(Duration.ofDays(2));
        learn(store, inbox, PEOPLE, 2 * PEOPLE);

        assertThat(isKnown(store, 0)).isFalse();
        for (int person = 1; person < 2 * PEOPLE; person++) {
            assertThat(isKnown(store, person)).as("person " + person).isTrue();
        }
    }

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void inAnEmbeddedInbox() throws Exception {
        SqliteDatabase database = new SqliteDatabase(directory, "support", clock);
        EmbeddedIdentityStore table = new EmbeddedIdentityStore(database, clock, RETENTION);
        EmbeddedInbox inbox =
                new EmbeddedInbox(database, InboxLimits.DEFAULT, clock, IdentitySweepTest::startThread, table);
        inbox.open(() -> {});
        try {
            expires(table.with(inbox), inbox);
        } finally {
            inbox.close();
        }
    }

    @Test
    void onPostgres() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            PostgresDatabase database = new PostgresDatabase(pool, "support");
            PostgresIdentityStore store = new PostgresIdentityStore(database, clock, RETENTION);
            PostgresInbox inbox = new PostgresInbox(
                    database,
                    InboxLimits.DEFAULT,
                    clock,
                    IdentitySweepTest::startThread,
                    new PostgresInbox.NodeIdentity("node"),
                    store.commits());
            inbox.open(() -> {});
            try {
                expires(store, inbox);
            } finally {
                inbox.close();
            }
        }
    }
}
