/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresInbox;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import io.github.whatsapp360.window.internal.WindowFacts;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows of many deliveries that are written together. */
@Timeout(120)
class PostgresWindowStoreTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int POISON = 77;

    @TempDir
    static Path directory;

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
    }

    /** Too long for an index. */
    private static String tooLong() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 20_000).forEach(i -> text.append((char) (0x4e00 + random.nextInt(20_000))));
        return text.toString();
    }

    @Test
    void oneDeliveryWhoseWindowCannotBeWrittenCostsNoOther() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            Clock clock = Clock.systemUTC();
            Instant now = clock.instant();
            PostgresDatabase database = new PostgresDatabase(pool, "support");
            PostgresWindowStore table = new PostgresWindowStore(database, clock);
            PostgresInbox inbox = new PostgresInbox(
                    database,
                    InboxLimits.DEFAULT,
                    clock,
                    PostgresWindowStoreTest::startThread,
                    new PostgresInbox.NodeIdentity("node"),
                    table.commits());
            WindowStore windows = table.with(inbox);
            List<? extends CompletableFuture<?>> answers = IntStream.range(0, 140)
                    .mapToObj(number -> windows.store(
                            List.of(),
                            List.of(new WindowEvent(
                                    WindowOwner.phone(number == POISON ? tooLong() : "49170" + number),
                                    Effect.USER_WROTE,
                                    now)),
                            null))
                    .toList();
            inbox.open(() -> {});

            for (int number = 0; number < answers.size(); number++) {
                if (number == POISON) {
                    assertThat(answers.get(number)).failsWithin(TIMEOUT);
                } else {
                    assertThat(answers.get(number)).as("delivery " + number).succeedsWithin(TIMEOUT);
                    assertThat(windows.find(WindowOwner.phone("49170" + number), now))
                            .isNotEqualTo(WindowFacts.NONE);
                }
            }
            inbox.close();
        }
    }

    @Test
    void windowsAreStillKnownToSendsWhenTheInboxIsClosed() throws Exception {
        // Like the pools of Camel: a rejected task runs in the caller, or is dropped after the shutdown.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                8, 8, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        try (Postgres postgres = Postgres.start(Files.createDirectory(directory.resolve("closed")));
                HikariDataSource pool = postgres.pool()) {
            Clock clock = Clock.systemUTC();
            Instant now = clock.instant();
            PostgresDatabase database = new PostgresDatabase(pool, "support");
            PostgresWindowStore table = new PostgresWindowStore(database, clock);
            PostgresInbox inbox = new PostgresInbox(
                    database,
                    InboxLimits.DEFAULT,
                    clock,
                    threads,
                    new PostgresInbox.NodeIdentity("node"),
                    table.commits());
            WindowStore windows = table.with(inbox);
            inbox.open(() -> {});
            WindowEvent wrote = new WindowEvent(WindowOwner.phone("491"), Effect.USER_WROTE, now);
            assertThat(windows.store(List.of(), List.of(wrote), null)).succeedsWithin(TIMEOUT);
            inbox.close();
            threads.shutdown();

            assertThat(windows.find(WindowOwner.phone("491"), now)).isNotEqualTo(WindowFacts.NONE);
        }
    }
}
