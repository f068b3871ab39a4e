/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.TestBed;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import io.github.whatsapp360.webhook.internal.DeliverySplitter;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows in the database of an embedded inbox. To measure a large number of users: {@code -Dwindow.users=10000000}.
 */
class EmbeddedWindowStoreTest {

    private static final int USERS = Integer.getInteger("window.users", 50_000);
    private static final WindowOwner LENA = WindowOwner.phone("491701234567");

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();

    /** A process with windows and the inbox of the same database. */
    private record Process(AccountWindows windows, EmbeddedInbox inbox) {}

    private Process start(Path where) {
        AccountWindows windows = new AccountWindows(clock, () -> true);
        SqliteDatabase database = new SqliteDatabase(where, "support", clock);
        EmbeddedWindowStore table = new EmbeddedWindowStore(database, clock);
        EmbeddedInbox inbox =
                new EmbeddedInbox(database, InboxLimits.DEFAULT, clock, EmbeddedWindowStoreTest::inThread, table);
        windows.useStore(new AccountStore(inbox, table.with(inbox), PhoneNumberIdStore.NONE, null, null, null, null));
        inbox.open(() -> {});
        return new Process(windows, inbox);
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "inbox-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void wrote(Process process, String id, boolean taken) throws Exception {
        String delivery = TestBed.text(id, "491701234567", "Hello")
                .replace("1789000000", Long.toString(clock.instant().getEpochSecond()));
        List<EventElement> all = new DeliverySplitter().split(delivery.getBytes(UTF_8));
        List<InboxEvent> wanted = taken
                ? all.stream()
                        .map(each -> new InboxEvent(
                                each.dedupeKey(), each.conversation(), each.family(), each.family(), each.json()))
                        .toList()
                : List.of();
        Object unused =
                process.windows().store(process.inbox(), all, wanted, null).get(30, TimeUnit.SECONDS);
    }

    @Test
    void aWindowSurvivesARestartAndExpiresMeanwhile() throws Exception {
        Process first = start(directory);
        wrote(first, "wamid.1", true);
        first.inbox().close();

        Process second = start(directory);
        assertThat(second.windows().windowOf(LENA).expires())
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        second.inbox().close();
        clock.advance(Duration.ofHours(24));
        Process third = start(directory);
        assertThat(third.windows().windowOf(LENA).state()).isEqualTo(State.closed);
        third.inbox().close();
    }

    @Test
    void whoWasAskedForBeforeIsKnownAnewAsSoonAsTheDeliveryIsStored() throws Exception {
        Process process = start(directory);
        assertThat(process.windows().windowOf(LENA).state()).isEqualTo(State.unknown);

        wrote(process, "wamid.1", true);

        assertThat(process.windows().windowOf(LENA).state()).isEqualTo(State.open);
        process.inbox().close();
    }

    @Test
    void whatWasAnsweredIsOnTheDiskThoughTheProcessIsKilled(@TempDir Path copy) throws Exception {
        Process killed = start(directory);
        wrote(killed, "wamid.1", false);
        // A copy of the files has the content that a killed process would leave.
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> !each.toString().endsWith(".lock")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }

        Process next = start(copy);
        assertThat(next.windows().windowOf(LENA).state()).isEqualTo(State.open);
        next.inbox().close();
        killed.inbox().close();
    }

    @Test
    void eventsAndWindowsAreWrittenTogetherAndARepeatedDeliveryChangesNothing() throws Exception {
        Process process = start(directory);
        wrote(process, "wamid.1", true);
        Instant expires = process.windows().windowOf(LENA).expires();
        wrote(process, "wamid.1", true);

        assertThat(process.inbox().state().waiting()).isEqualTo(1);
        assertThat(process.windows().windowOf(LENA).expires()).isEqualTo(expires);
        process.inbox().close();
    }

    @Test
    void windowsOfADamagedDatabaseAreSaved() throws Exception {
        Process before = start(directory);
        wrote(before, "wamid.1", true);
        before.inbox().close();
        try (FileChannel file = FileChannel.open(directory.resolve("support.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(4_096), 0);
        }

        Process after = start(directory);
        assertThat(after.windows().windowOf(LENA).state()).isEqualTo(State.open);
        assertThat(after.inbox().state().waiting()).isEqualTo(1);
        after.inbox().close();
    }

    @Test
    void withAnyNumberOfUsersItStartsAtOnceAndTakesNoMemory() throws Exception {
        start(directory).inbox().close();
        fill();
        long before = usedHeap();
        long begin = System.nanoTime();

        Process process = start(directory);

        Duration started = Duration.ofNanos(System.nanoTime() - begin);
        long asked = System.nanoTime();
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(process.windows()
                            .windowOf(WindowOwner.phone(number(random.nextInt(USERS))))
                            .state())
                    .isEqualTo(State.open);
        }
        long each = (System.nanoTime() - asked) / 1_000_000;
        long used = usedHeap() - before;
        System.out.println("Windows of " + USERS + " users: "
                + (Files.size(directory.resolve("support.db")) >> 20) + " MB, open within " + started.toMillis()
                + " ms, a question takes " + each + " µs, heap " + (used >> 20) + " MB.");
        assertThat(started).isLessThan(Duration.ofSeconds(5));
        assertThat(used).isLessThan(32L << 20);
        process.inbox().close();
    }

    private static String number(int user) {
        return Long.toString(491_500_000_000L + user);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void fill() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("support.db"));
                PreparedStatement insert = connection.prepareStatement(
                        "insert into service_window values (?, ?, 0, ?, 0, null, null, null)")) {
            connection.setAutoCommit(false);
            for (int user = 0; user < USERS; user++) {
                insert.setString(1, number(user));
                insert.setLong(2, clock.instant().getEpochSecond());
                insert.setLong(3, clock.instant().getEpochSecond());
                insert.addBatch();
                if (user % 10_000 == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
