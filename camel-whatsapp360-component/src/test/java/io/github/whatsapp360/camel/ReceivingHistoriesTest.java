package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random histories of routes that take an account's events: defined, started, failing to start, suspended, resumed,
 * stopped, removed, added again and replaced, also over restarts of the application, with deliveries, repeated
 * deliveries, failures, slow routes and full queues in between. Whatever happens, each event that was acknowledged
 * runs exactly once for each subscription that takes it, those of one conversation in order, and no route waits for
 * another one; see {@link ReceivingModel}.
 *
 * <p>{@code -Dreceiving.histories=} how many with an inbox in memory, a twentieth of them with an embedded one; or
 * {@code -Dreceiving.minutes=} for how long, half of it each; {@code -Dreceiving.seed=} which. A history that fails
 * is made smaller and printed.
 */
class ReceivingHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("receiving.histories", 1_000);
    private static final int MINUTES = Integer.getInteger("receiving.minutes", 0);
    private static final long SEED = Long.getLong("receiving.seed", System.nanoTime());
    private static final Duration TIME_TO_MAKE_SMALLER = Duration.ofMinutes(1);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("ROOT");

    private static Level level;

    /** Of thousands of routes that are cut off, each would be logged. */
    @BeforeAll
    static void beQuiet() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(level);
    }

    @Test
    void inMemoryWhatWasAcknowledgedRunsOnceAndInOrder() throws Exception {
        playAll(false, HISTORIES);
    }

    @Test
    void embeddedWhatWasAcknowledgedRunsOnceAndInOrderAlsoOverRestarts() throws Exception {
        playAll(true, HISTORIES / 20);
    }

    private static void playAll(boolean embedded, int histories) throws Exception {
        long begin = System.nanoTime();
        long end = begin + Duration.ofMinutes(MINUTES).toNanos() / 2;
        int played = 0;
        for (; MINUTES > 0 ? System.nanoTime() < end : played < histories; played++) {
            ReceivingHistory history = ReceivingHistory.random(SEED + played, embedded);
            List<String> wrong = play(history);
            if (!wrong.isEmpty()) {
                throw new AssertionError("History " + played + ": " + report(history, wrong));
            }
        }
        System.out.printf(
                "%d histories, inbox=%s, in %d s%n",
                played,
                embedded ? "embedded" : "memory",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private static String report(ReceivingHistory history, List<String> wrong) throws Exception {
        ReceivingHistory smallest = smallest(history);
        return String.join("; ", wrong) + "\n" + history + "\nMade smaller: " + String.join("; ", play(smallest)) + "\n"
                + smallest;
    }

    private static ReceivingHistory smallest(ReceivingHistory history) throws Exception {
        ReceivingHistory smallest = history;
        long end = System.nanoTime() + TIME_TO_MAKE_SMALLER.toNanos();
        boolean isSmaller = true;
        while (isSmaller) {
            isSmaller = false;
            for (ReceivingHistory candidate : smallest.smaller()) {
                if (System.nanoTime() < end && !play(candidate).isEmpty()) {
                    smallest = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<String> play(ReceivingHistory history) throws Exception {
        Path directory = history.embedded() ? newDirectory() : null;
        try (ReceivingWorld world = new ReceivingWorld(history, directory)) {
            return world.play();
        } finally {
            if (directory != null) {
                FileUtil.removeDir(directory.toFile());
            }
        }
    }

    /** In memory where the system has such: hundreds of databases are opened. */
    private static Path newDirectory() throws Exception {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "receiving")
                : Files.createTempDirectory("receiving");
    }

    @Test
    void aHistoryIsReadableAndCanBePlayedAgain() {
        ReceivingHistory history = ReceivingHistory.random(7, true);

        assertThat(history.toString()).startsWith("Seed 7, inbox=embedded\n  Define[route=0");
        assertThat(history).isEqualTo(ReceivingHistory.random(7, true));
        assertThat(history.smaller()).isNotEmpty().doesNotContain(history);
    }
}
