/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.SendingHistory.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Random histories of sending against an API that records everything. In each of them every exchange completes exactly
 * once; what was accepted is not sent again; no outcome is told that is better than the truth; and afterwards no
 * thread, file, connection or exchange is left.
 *
 * <p>{@code -Dsending.histories=} how many (1,200), {@code -Dsending.minutes=} or for how long, {@code -Dsending.seed=}
 * which, {@code -Dsending.first=} from which on, a multiple of 50. A history that fails is made smaller and printed.
 */
class SendingHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("sending.histories", 1_200);
    private static final int FIRST = Integer.getInteger("sending.first", 0);
    private static final int MINUTES = Integer.getInteger("sending.minutes", 0);
    private static final long SEED = Long.getLong("sending.seed", System.nanoTime());
    private static final int IN_ONE_WORLD = 50;
    private static final int TRIALS = 3;
    private static final Duration TIME_TO_MAKE_SMALLER = Duration.ofMinutes(2);

    @Test
    void nothingLeaksNothingDoublesNothingHangs() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
        World[] kinds = World.values();
        for (int i = FIRST; MINUTES > 0 ? System.nanoTime() < end : i < FIRST + HISTORIES; i += IN_ONE_WORLD) {
            Failure failure = playSome(kinds[i / IN_ONE_WORLD % kinds.length], i);
            if (failure != null) {
                throw new AssertionError(report(failure));
            }
        }
    }

    private record Failure(int number, SendingHistory history, List<String> wrong) {}

    /** Plays histories one after the other in one world, until one fails; null if none does. */
    private static Failure playSome(World kind, int first) throws Exception {
        SendingHistory history = null;
        try (SendingWorld world = new SendingWorld(kind)) {
            for (int n = first; n < first + IN_ONE_WORLD; n++) {
                history = SendingHistory.random(new Random(SEED + n), kind);
                List<String> wrong = world.play(history);
                if (!wrong.isEmpty()) {
                    return new Failure(n, history, wrong);
                }
            }
        } catch (ConditionTimeoutException left) {
            return new Failure(first + IN_ONE_WORLD - 1, history, List.of(String.valueOf(left.getMessage())));
        }
        return null;
    }

    private static String report(Failure failure) throws Exception {
        SendingHistory history = failure.history();
        SendingHistory smallest = smallest(history);
        return "History " + failure.number() + " of seed " + SEED + ": " + String.join("; ", failure.wrong()) + "\n"
                + history
                + (smallest.equals(history) ? "" : "\nFails also when it is made smaller.\n" + smallest);
    }

    private static SendingHistory smallest(SendingHistory history) throws Exception {
        SendingHistory smallest = history;
        long end = System.nanoTime() + TIME_TO_MAKE_SMALLER.toNanos();
        boolean isSmaller = true;
        while (isSmaller) {
            isSmaller = false;
            for (SendingHistory candidate : smallest.smaller()) {
                if (System.nanoTime() < end && fails(candidate)) {
                    smallest = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** In a world of its own: the one in which it failed may be broken. */
    private static boolean fails(SendingHistory history) throws Exception {
        for (int i = 0; i < TRIALS; i++) {
            try (SendingWorld world = new SendingWorld(history.world())) {
                if (!world.play(history).isEmpty()) {
                    return true;
                }
            } catch (ConditionTimeoutException left) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aHistoryIsReadable() {
        SendingHistory history = SendingHistory.random(new Random(7), World.HASTY);

        assertThat(history.toString()).startsWith("In a HASTY world").contains(" by ");
        assertThat(history).isEqualTo(SendingHistory.random(new Random(7), World.HASTY));
        assertThat(history.smaller()).isNotEmpty().doesNotContain(history);
    }
}
