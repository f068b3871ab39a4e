/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import com.sun.management.OperatingSystemMXBean;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxLoad;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.KeyHash;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures the figures of {@code docs/decisions/0002-embedded-inbox.md}. A program, not a test. Arguments: a directory
 * on the disk to measure; optionally a second argument to compare the two kinds of keys.
 */
final class InboxNumbers {

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        if (arguments.length > 1) {
            keys(directory);
        }
        Inbox inbox = Inboxes.embedded(
                directory.resolve("numbers"), new InboxLimits(2_000_000, Duration.ofDays(8)), Clock.systemUTC());
        inbox.open(() -> {});
        for (int callers : new int[] {1, 16, 1, 16, 1, 16}) {
            closedLoop(inbox, callers, 8_000_000_000L, "0 waiting");
        }
        InboxLoad.fill(inbox, 1_000_000);
        for (int callers : new int[] {1, 16, 1, 16, 1, 16}) {
            closedLoop(inbox, callers, 8_000_000_000L, "1,000,000 waiting");
        }
        inbox.close();
        opening(directory.resolve("numbers"));
        System.exit(0);
    }

    /** Each caller stores one event and waits for the result; the events are claimed and completed. */
    private static void closedLoop(Inbox inbox, int callers, long nanos, String backlog) throws InterruptedException {
        long cpu = cpu();
        long end = System.nanoTime() + nanos;
        long[] sorted = InboxLoad.store(inbox, callers, end, () -> {
            for (Claim claim : inbox.claim(1, Instant.now(), Events.ALL)) {
                inbox.complete(claim);
            }
        });
        System.out.printf(
                "%s, %d callers: %d events/s, p50 %.2f ms, p99 %.2f ms, CPU %d us/event (store, claim, complete)%n",
                backlog,
                callers,
                sorted.length * 1_000_000_000L / nanos,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                (cpu() - cpu) / 1_000 / sorted.length);
    }

    private static void opening(Path directory) throws SQLException {
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("support.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute("pragma quick_check(1)");
            }
            long checked = System.nanoTime();
            Inbox inbox = Inboxes.open(directory);
            System.out.printf(
                    "open with %d waiting: %d ms, a check of the file alone %d ms%n",
                    inbox.state().waiting(), (System.nanoTime() - checked) / 1_000_000, (checked - begin) / 1_000_000);
            inbox.close();
        }
    }

    /** One million keys as text and as 16 bytes of hash, 16 in a transaction. */
    private static void keys(Path directory) throws SQLException, IOException {
        for (String kind : new String[] {"text", "hash", "text", "hash"}) {
            Path file = directory.resolve("keys.db");
            Files.deleteIfExists(file);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = normal");
                statement.execute("pragma cache_size = -8192");
                statement.execute("pragma wal_autocheckpoint = 4000");
                statement.execute(
                        "create table seen (hash blob primary key, stored_at integer not null) without rowid");
                long begin = System.nanoTime();
                long cpu = cpu();
                try (PreparedStatement insert = connection.prepareStatement(
                        "insert into seen (hash, stored_at) values (?, ?) on conflict (hash) do nothing")) {
                    for (int i = 0; i < 1_000_000; i++) {
                        if (i % 16 == 0) {
                            statement.execute(i == 0 ? "begin" : "commit");
                            statement.execute(i == 0 ? "select 1" : "begin");
                        }
                        byte[] hash = KeyHash.of("wamid." + i);
                        String text = "wamid.HBgNNDkxNTEyMzQ1Njc4ORUCABIYIDNB"
                                + java.util.HexFormat.of().formatHex(hash);
                        insert.setObject(1, kind.equals("hash") ? KeyHash.of(text) : text);
                        insert.setLong(2, 1_700_000_000_000L + i);
                        insert.executeUpdate();
                    }
                    statement.execute("commit");
                }
                statement.execute("pragma wal_checkpoint(truncate)");
                System.out.printf(
                        "1,000,000 keys as %s: %d MB, %d ms, CPU %d us/key%n",
                        kind,
                        Files.size(file) >> 20,
                        (System.nanoTime() - begin) / 1_000_000,
                        (cpu() - cpu) / 1_000_000_000);
            }
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private InboxNumbers() {}
}
