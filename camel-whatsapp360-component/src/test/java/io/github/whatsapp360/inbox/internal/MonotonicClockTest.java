/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    private final SettableClock clock = new SettableClock();
    private final MonotonicClock monotonic = MonotonicClock.following(clock);
    private final Instant begin = monotonic.instant();

    @Test
    void itFollowsAClockForward() {
        clock.advance(Duration.ofDays(400));

        assertThat(monotonic.instant()).isEqualTo(clock.instant());
        assertThat(MonotonicClock.following(monotonic)).isSameAs(monotonic);
    }

    @Test
    void itGoesOnFromWhereItWasWhenTheOtherIsSetBack() {
        clock.advance(Duration.ofDays(-365));
        assertThat(monotonic.instant()).isEqualTo(begin);

        clock.advance(Duration.ofSeconds(3));
        assertThat(monotonic.instant()).isEqualTo(begin.plusSeconds(3));
        clock.advance(Duration.ofHours(-1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(monotonic.instant()).isEqualTo(begin.plusSeconds(3));
    }

    @Test
    void whatATimerHasWaitedForHasCome() {
        clock.advance(Duration.ofDays(-365));
        monotonic.advanceTo(begin.plusSeconds(5));
        assertThat(monotonic.instant()).isEqualTo(begin.plusSeconds(5));

        monotonic.advanceTo(begin.plusSeconds(2));
        clock.advance(Duration.ofSeconds(1));
        assertThat(monotonic.instant()).isEqualTo(begin.plusSeconds(6));
    }

    @Test
    void aClockThatStandsStillIsBelievedUnlessItIsTheSystems() {
        monotonic.advanceTo(begin.plusSeconds(5));
        assertThat(monotonic.instant()).isEqualTo(begin);

        MonotonicClock isSystemClock = MonotonicClock.following(Clock.systemUTC());
        Instant later = isSystemClock.instant().plusSeconds(3600);
        isSystemClock.advanceTo(later);
        assertThat(isSystemClock.instant()).isAfterOrEqualTo(later);
    }
}
