/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumberRateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long RECOVERY = NumberRate.RECOVERY.toNanos();

    @Test
    void aFixedRateStays() {
        NumberRate rate = new NumberRate(80, false);

        rate.report(1_000);
        rate.throttled(0);

        assertThat(rate.current(0)).isEqualTo(80);
    }

    @Test
    void anAdaptiveRateFollowsWhatIsReported() {
        NumberRate rate = new NumberRate(80, true);

        rate.report(1_000);
        assertThat(rate.current(0)).isEqualTo(1_000);
        rate.report(20);
        assertThat(rate.current(0)).isEqualTo(20);
        rate.report(0);
        assertThat(rate.current(0)).isEqualTo(20);
    }

    @Test
    void itIsHalvedWhenTheApiThrottlesAndComesBackStepByStep() {
        NumberRate rate = new NumberRate(80, true);

        rate.throttled(0);
        rate.throttled(SECOND / 2);
        assertThat(rate.current(SECOND)).isEqualTo(40);
        rate.throttled(2 * SECOND);
        assertThat(rate.current(2 * SECOND)).isEqualTo(20);

        assertThat(rate.current(2 * SECOND + RECOVERY - 1)).isEqualTo(20);
        assertThat(rate.current(2 * SECOND + RECOVERY)).isEqualTo(40);
        assertThat(rate.current(2 * SECOND + 2 * RECOVERY)).isEqualTo(80);
    }

    @Test
    void itNeverBecomesNothing() {
        NumberRate rate = new NumberRate(20, true);

        for (int i = 0; i < 100; i++) {
            rate.throttled(i * 2 * SECOND);
        }

        assertThat(rate.current(200 * SECOND)).isEqualTo(1);
        assertThat(rate.current(200 * SECOND + 20 * RECOVERY)).isEqualTo(20);
    }
}
