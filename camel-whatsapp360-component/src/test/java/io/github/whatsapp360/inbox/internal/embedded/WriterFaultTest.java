/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failures of the writer other than those of the disk, and other programs that use the files. */
@Timeout(120)
class WriterFaultTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch more = new CountDownLatch(1);
    private LogCapture log;

    @BeforeEach
    void listen() {
        log = new LogCapture();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    /** Fails for certain events; delays the first one, so that the following ones share a batch. */
    private final CompanionTable troublesome = new CompanionTable() {
        @Override
        public void create(Connection connection) {}

        @Override
        public void stored(Connection connection, List<InboxEvent> events) throws SQLException {
            for (InboxEvent event : events) {
                switch (event.kind()) {
                    case "first" -> hold();
                    case "error" -> throw new NoClassDefFoundError("gone");
                    case "exception" -> throw new IllegalStateException("unexpected");
                    case "data" -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("insert into event (id) values (1)");
                        }
                    }
                    default -> {}
                }
            }
        }
    };

    private static InboxEvent ofKind(String key, String kind) {
        return new InboxEvent(key, key, "message", kind, new byte[1]);
    }

    private void hold() {
        begun.countDown();
        try {
            more.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aDeliveryThatCannotBeStoredFailsAloneWhateverIsThrown() throws Exception {
        Inbox inbox = Inboxes.embedded(directory, InboxLimits.DEFAULT, clock, troublesome);
        inbox.open(() -> {});
        CompletableFuture<Integer> first = inbox.store(List.of(ofKind("f", "first")));
        begun.await();
        List<CompletableFuture<Integer>> poisonous = new ArrayList<>();
        List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            others.add(inbox.store(List.of(event("c" + number, "k" + number))));
            if (number % 13 == 5) {
                String kind = List.of("error", "exception", "data").get(poisonous.size());
                poisonous.add(inbox.store(List.of(ofKind("p" + number, kind))));
            }
        }
        more.countDown();

        assertThat(first).succeedsWithin(TIMEOUT);
        assertThat(others)
                .allSatisfy(answer -> assertThat(answer).succeedsWithin(TIMEOUT).isEqualTo(1));
        assertThat(poisonous).hasSize(3).allSatisfy(answer -> assertThat(answer).failsWithin(TIMEOUT));
        assertThat(inbox.state().condition()).isEqualTo(Condition.UP);
        assertThat(inbox.state().waiting()).isEqualTo(41);
        assertThat(log.problems()).hasSize(3);
        inbox.close();
        Inbox again = Inboxes.open(directory);
        assertThat(keys(again.claim(100, clock.instant(), Events.ALL)))
                .hasSize(41)
                .noneMatch(key -> key.startsWith("p"));
        again.close();
    }

    @Test
    void anErrorOfTheCommitFailsWhatIsInHandAndLeavesTheInboxDownWithItsReason() {
        DecoratedDatabase database = new DecoratedDatabase(new SqliteDatabase(directory, Inboxes.ACCOUNT, clock));
        Inbox inbox = Inboxes.on(database, clock);
        inbox.open(() -> {});
        database.error = new OutOfMemoryError("no heap");
        assertThat(inbox.store(List.of(event("a", "a1")))).failsWithin(TIMEOUT);
        database.error = null;

        assertThat(inbox.state().condition()).isEqualTo(Condition.DOWN);
        assertThat(inbox.state().problem()).contains("OutOfMemoryError");
        assertThat(log.problems()).anyMatch(line -> line.contains("is down"));
        assertThatThrownBy(() -> store(inbox, "b", "b1"))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("OutOfMemoryError");
        inbox.close();
    }

    @Test
    void aStoreThatInsertsNoRowIsNotAcknowledged() throws SQLException {
        Inbox inbox = Inboxes.open(directory);
        store(inbox, "anna", "a1");
        Sql.execute(
                directory.resolve("support.db"),
                "insert into event select id + 1, 'theirs', conversation, kind, stored_at, checksum, due, attempts,"
                        + " subscription, body"
                        + " from event");

        assertThatThrownBy(() -> store(inbox, "ben", "b1"))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("another program writes");
        assertThat(inbox.state().condition()).isEqualTo(Condition.DOWN);
        inbox.close();
        Inbox again = Inboxes.open(directory);
        assertThat(store(again, "ben", "b1")).isEqualTo(1);
        again.close();
    }

    @Test
    void aFailedStartLeavesTheDirectoryFree() {
        CompanionTable unusable = new CompanionTable() {
            @Override
            public void create(Connection connection) {
                throw new IllegalStateException("unusable");
            }
        };
        for (int attempt = 0; attempt < 2; attempt++) {
            Inbox inbox = Inboxes.embedded(directory, InboxLimits.DEFAULT, clock, unusable);
            assertThatThrownBy(() -> inbox.open(() -> {})).hasMessage("unusable");
        }
        Inboxes.open(directory).close();
    }

    @Test
    void whoReadsForLongKeepsNoAnswerWaiting() throws Exception {
        SqliteDatabase database = new SqliteDatabase(directory, Inboxes.ACCOUNT, clock);
        database.open(List.of());
        try (Connection writer = database.connect();
                Statement writing = writer.createStatement();
                Connection operator = DriverManager.getConnection("jdbc:sqlite:" + database.file());
                Statement reading = operator.createStatement()) {
            write(writing, 0);
            reading.execute("begin");
            try (ResultSet row = reading.executeQuery("select count(*) from seen")) {
                assertThat(row.next()).isTrue();
            }
            write(writing, 1_000);
            long begin = System.nanoTime();

            assertThat(database.maintain(writer, true)).isFalse();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
            reading.execute("rollback");
            assertThat(log(database)).isPositive();
            assertThat(database.maintain(writer, true)).isFalse();
            assertThat(log(database)).isZero();
            assertThat(Sql.number(database.file(), "select count(*) from seen")).isEqualTo(200);
            try (ResultSet timeout = writing.executeQuery("pragma busy_timeout")) {
                assertThat(timeout.getInt(1)).isEqualTo(1_000);
            }
        }
        database.close();
    }

    private static void write(Statement statement, int from) throws SQLException {
        for (int number = from; number < from + 100; number++) {
            statement.execute("insert into seen values (x'" + String.format("%08x", number) + "', 1)");
        }
    }

    private static long log(SqliteDatabase database) throws Exception {
        return Files.size(database.file().resolveSibling(database.file().getFileName() + "-wal"));
    }

    @Test
    void aLogThatGrowsBecauseSomebodyReadsIsSaidOnce() throws Exception {
        Path file = directory.resolve("x.db");
        Path wal = directory.resolve("x.db-wal");
        WalSizeMonitor growth = new WalSizeMonitor(file);
        growth.check();
        try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(wal.toFile(), "rw")) {
            for (int round = 0; round < 2; round++) {
                sparse.setLength(WalSizeMonitor.WARNING_THRESHOLD_BYTES);
                growth.check();
                growth.check();
                sparse.setLength(0);
                growth.check();
            }
        }
        assertThat(log.problems()).hasSize(2).allMatch(line -> line.contains("has grown to 128 MB"));
    }
}
