/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
