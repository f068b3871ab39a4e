package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.InboxLimits;
import io.github.whatsapp360.inbox.shared.Postgres;
import io.github.whatsapp360.inbox.shared.PostgresDatabase;
import io.github.whatsapp360.inbox.shared.SharedInbox;
import io.github.whatsapp360.window.Evidence;
import io.github.whatsapp360.window.Movement;
import io.github.whatsapp360.window.Movement.Effect;
import io.github.whatsapp360.window.Party;
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
class SharedWindowsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int POISON = 77;

    @TempDir
    static Path directory;

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
    }

    /** No index takes a key of that length. */
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
            SharedWindows table = new SharedWindows(database, clock);
            SharedInbox inbox = new SharedInbox(
                    database,
                    InboxLimits.DEFAULT,
                    clock,
                    SharedWindowsTest::startThread,
                    new SharedInbox.Member("node"),
                    table.commits());
            KeptWindows windows = table.beside(inbox);
            List<? extends CompletableFuture<?>> answers = IntStream.range(0, 140)
                    .mapToObj(number -> windows.store(
                            List.of(),
                            List.of(new Movement(
                                    Party.phone(number == POISON ? tooLong() : "49170" + number),
                                    Effect.USER_WROTE,
                                    now))))
                    .toList();
            inbox.open(() -> {});

            for (int number = 0; number < answers.size(); number++) {
                if (number == POISON) {
                    assertThat(answers.get(number)).failsWithin(SOON);
                } else {
                    assertThat(answers.get(number)).as("delivery " + number).succeedsWithin(SOON);
                    assertThat(windows.look(Party.phone("49170" + number), now)).isNotEqualTo(Evidence.NONE);
                }
            }
            inbox.close();
        }
    }

    @Test
    void windowsAreStillKnownToSendsWhenTheInboxIsClosed() throws Exception {
        // As Camel's pools are: they run what they have no room for in the caller, and drop it when they are shut down.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                8, 8, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        try (Postgres postgres = Postgres.start(Files.createDirectory(directory.resolve("closed")));
                HikariDataSource pool = postgres.pool()) {
            Clock clock = Clock.systemUTC();
            Instant now = clock.instant();
            PostgresDatabase database = new PostgresDatabase(pool, "support");
            SharedWindows table = new SharedWindows(database, clock);
            SharedInbox inbox = new SharedInbox(
                    database, InboxLimits.DEFAULT, clock, threads, new SharedInbox.Member("node"), table.commits());
            KeptWindows windows = table.beside(inbox);
            inbox.open(() -> {});
            Movement wrote = new Movement(Party.phone("491"), Effect.USER_WROTE, now);
            assertThat(windows.store(List.of(), List.of(wrote))).succeedsWithin(SOON);
            inbox.close();
            threads.shutdown();

            assertThat(windows.look(Party.phone("491"), now)).isNotEqualTo(Evidence.NONE);
        }
    }
}
