package io.github.whatsapp360.inbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load. For more rounds than the build runs: {@code -Dinbox.crash.rounds=100}. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("inbox.crash.rounds", 5);

    /** Settlements are written in groups without waiting for the disk; more than these are never on their way. */
    private static final int SETTLEMENTS_ON_THEIR_WAY = 200;

    @TempDir
    Path directory;

    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Map<String, Long> lastOfConversation = new HashMap<>();
    private final List<String> disorder = new ArrayList<>();
    private int repeatedThoughDone;
    private int mostRepeated;

    @Test
    void nothingAcknowledgedIsLostAndNothingRunsTwiceButWhatWasInFlight() throws Exception {
        Random random = new Random();
        for (int round = 1; round <= ROUNDS; round++) {
            ChildJvm child = ChildJvm.start("128m", CrashChild.class, directory, round, "load");
            int lines = 2_000 + random.nextInt(15_000);
            Run run = new Run();
            for (int i = 0; i < lines; i++) {
                run.heard(child.next(), child);
            }
            child.kill();
            for (String said = child.next(); said != null; said = child.next()) {
                run.heard(said, child);
            }
            assertThat(repeatedThoughDone)
                    .as("done in round %d, and run again", round - 1)
                    .isLessThanOrEqualTo(SETTLEMENTS_ON_THEIR_WAY);
            mostRepeated = Math.max(mostRepeated, repeatedThoughDone);
            repeatedThoughDone = 0;
        }
        Run last = new Run();
        ChildJvm child = ChildJvm.start("128m", CrashChild.class, directory, ROUNDS + 1, "drain");
        child.listen(said -> last.heard(said, child));

        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 200);
        int promised = acknowledged.size();
        acknowledged.removeAll(done);
        assertThat(acknowledged).as("acknowledged and never done").isEmpty();
        assertThat(disorder).isEmpty();
        System.out.println("Crash test: " + ROUNDS + " rounds, " + promised + " events acknowledged, " + done.size()
                + " done, at most " + mostRepeated + " of a round run again though done.");
    }

    /** What one process said. */
    private final class Run {
        private final Map<String, Long> lastBegun = new LinkedHashMap<>();
        private final Set<String> begun = new HashSet<>();

        void heard(String said, ChildJvm child) {
            assertThat(said).as(() -> "The child ended early:\n" + child.log()).isNotNull();
            String key = said.substring(2);
            switch (said.charAt(0)) {
                case 'A' -> acknowledged.add(key);
                case 'B' -> begin(key);
                case 'D' -> done.add(key);
                default -> disorder.add(said);
            }
        }

        private void begin(String key) {
            String conversation = key.substring(0, key.indexOf(':'));
            long number = Long.parseLong(key.substring(key.indexOf(':') + 1));
            if (!begun.add(key)) {
                disorder.add(key + " twice in one run");
            }
            repeatedThoughDone += done.contains(key) ? 1 : 0;
            Long before = lastBegun.put(conversation, number);
            if (before != null && before >= number) {
                disorder.add(key + " after " + before);
            }
            // Nothing may be skipped: what is begun for the first time follows all that was begun before.
            long last = lastOfConversation.getOrDefault(conversation, -1L);
            if (number < last && !done.contains(key) && before != null) {
                disorder.add(key + " begun for the first time after " + last);
            }
            lastOfConversation.put(conversation, Math.max(number, last));
        }
    }
}
