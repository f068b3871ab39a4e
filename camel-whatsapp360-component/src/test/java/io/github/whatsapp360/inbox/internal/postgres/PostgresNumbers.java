/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxLoad;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the figures of {@code docs/scale.md}. A program, not a test. Argument: an empty directory on the disk to
 * measure.
 */
final class PostgresNumbers {

    private static final long NANOS = 6_000_000_000L;

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            postgres.execute("alter system set fsync = on", "select pg_reload_conf()");
            inserts(pool);
            Inbox inbox = new PostgresInbox(
                    new PostgresDatabase(pool, "numbers"),
                    new InboxLimits(2_000_000, Duration.ofDays(8)),
                    Clock.systemUTC(),
                    PostgresInboxTest::startThread,
                    new PostgresInbox.NodeIdentity("numbers"));
            inbox.open(() -> {});
            for (int callers : new int[] {1, 16, 64, 1, 16, 64}) {
                closedLoop(inbox, callers, "0 waiting");
            }
            InboxLoad.fill(inbox, 200_000);
            for (int callers : new int[] {1, 16, 64}) {
                closedLoop(inbox, callers, "200,000 waiting");
            }
            inbox.close();
        }
        System.exit(0);
    }

    /** The baseline of the database: rows of the same size, 100 per transaction. */
    private static void inserts(HikariDataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                PreparedStatement create =
                        connection.prepareStatement("create table plain (id bigserial primary key, b bytea)");
                PreparedStatement insert = connection.prepareStatement("insert into plain (b) values (?)")) {
            create.execute();
            connection.setAutoCommit(false);
            long end = System.nanoTime() + NANOS;
            int rows = 0;
            while (System.nanoTime() < end) {
                for (int i = 0; i < 100; i++) {
                    insert.setBytes(1, new byte[InboxLoad.BODY]);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                rows += 100;
            }
            System.out.printf(
                    "plain inserts, 100 in a transaction, one connection: %d rows/s%n", rows * 1_000_000_000L / NANOS);
        }
    }

    /** Callers store one event each and wait for the result; one thread claims and completes the events. */
    private static void closedLoop(Inbox inbox, int callers, String backlog) throws InterruptedException {
        long end = System.nanoTime() + NANOS;
        AtomicLong completed = new AtomicLong();
        Thread completing = new Thread(() -> {
            while (System.nanoTime() < end) {
                for (Claim claim : inbox.claim(64, Instant.now(), Events.ALL)) {
                    inbox.complete(claim);
                    completed.incrementAndGet();
                }
            }
        });
        completing.start();
        long[] sorted = InboxLoad.store(inbox, callers, end, () -> {});
        completing.join();
        System.out.printf(
                "%s, %d callers: %d stored/s, %d completed/s, p50 %.2f ms, p99 %.2f ms%n",
                backlog,
                callers,
                sorted.length * 1_000_000_000L / NANOS,
                completed.get() * 1_000_000_000L / NANOS,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }

    private PostgresNumbers() {}
}
