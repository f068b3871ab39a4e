/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The samples of the last hour. */
class HistoryTest {

    private final History history = new History();

    @Test
    void ratesAreAveragesOfTenSeconds() {
        for (int second = 0; second <= 20; second++) {
            history.add(5L * second, 4L * second, 3L * second, second, 7);
        }
        History.Rates rates = history.rates();
        assertThat(rates.arrivals()).hasSize(2).containsOnly(5.0);
        assertThat(rates.answers()).containsOnly(4.0);
        assertThat(rates.routes()).containsOnly(3.0);
        assertThat(rates.sends()).containsOnly(1.0);
        assertThat(rates.waiting()).containsOnly(7L);
    }

    @Test
    void onlyAnHourIsKept() {
        for (int second = 0; second < 3 * History.SECONDS; second++) {
            history.add(second < 2 * History.SECONDS ? 0 : second, 0, 0, 0, 0);
        }
        assertThat(history.rates().arrivals()).hasSize(History.SECONDS / History.STEP);
        assertThat(history.rates().arrivals()[359]).isEqualTo(1.0);
    }

    @Test
    void totalsThatBeginAgainAreNoRate() {
        for (int second = 0; second < 20; second++) {
            history.add(second < 15 ? 1_000 : 10, 0, 0, 0, 0);
        }
        assertThat(history.rates().arrivals()).containsExactly(100.0, 0.0);
    }

    @Test
    void aBacklogThatIsWorkedOffHasAProgressAndAnEstimate() {
        for (int second = 0; second <= 60; second++) {
            history.add(0, 0, 0, 0, 1_000_000L - 2_000L * second);
        }
        History.Progress progress = history.progress();
        assertThat(progress).isNotNull();
        assertThat(progress.total()).isEqualTo(1_000_000);
        assertThat(progress.done()).isEqualTo(120_000);
        assertThat(progress.perSecond()).isCloseTo(2_000, within(1.0));
        assertThat(progress.secondsLeft()).isEqualTo(440);
    }

    /** Routes never take equally long: 1,600 to 2,400 events a second, of a million. */
    @Test
    void theEstimateIsRightWithinTenPercent() {
        Random random = new Random(11);
        long waiting = 1_000_000;
        List<Long> estimates = new ArrayList<>();
        int second = 0;
        while (waiting > 0) {
            history.add(0, 0, 0, 0, waiting);
            History.Progress progress = history.progress();
            estimates.add(progress == null ? null : second + progress.secondsLeft());
            if (progress != null) {
                assertThat(progress.total()).isEqualTo(1_000_000);
                assertThat(progress.done()).isEqualTo(1_000_000 - waiting);
            }
            waiting -= 1_600 + random.nextInt(801);
            second++;
        }
        int end = second;
        for (int at = 30; at < end - 30; at++) {
            assertThat((double) (estimates.get(at) - at))
                    .as("seconds left after %s of %s", at, end)
                    .isCloseTo(end - at, withinPercentage(10 + 100.0 / (end - at)));
        }
    }

    @Test
    void aGrowingOrSmallOrFinishedBacklogHasNone() {
        for (int second = 0; second < 40; second++) {
            history.add(0, 0, 0, 0, 1_000L * second);
        }
        assertThat(history.progress()).isNull();
        for (int second = 0; second < 40; second++) {
            history.add(0, 0, 0, 0, 0);
        }
        assertThat(history.progress()).isNull();
        for (int second = 0; second < 40; second++) {
            history.add(0, 0, 0, 0, 50 - second);
        }
        assertThat(history.progress()).isNull();
    }
}
