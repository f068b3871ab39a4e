package io.github.whatsapp360.inbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    private final SettableClock clock = new SettableClock();
    private final MonotonicClock steady = MonotonicClock.following(clock);
    private final Instant begin = steady.instant();

    @Test
    void itFollowsAClockForward() {
        clock.advance(Duration.ofDays(400));

        assertThat(steady.instant()).isEqualTo(clock.instant());
        assertThat(MonotonicClock.following(steady)).isSameAs(steady);
    }

    @Test
    void itGoesOnFromWhereItWasWhenTheOtherIsSetBack() {
        clock.advance(Duration.ofDays(-365));
        assertThat(steady.instant()).isEqualTo(begin);

        clock.advance(Duration.ofSeconds(3));
        assertThat(steady.instant()).isEqualTo(begin.plusSeconds(3));
        clock.advance(Duration.ofHours(-1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(steady.instant()).isEqualTo(begin.plusSeconds(3));
    }

    @Test
    void whatATimerHasWaitedForHasCome() {
        clock.advance(Duration.ofDays(-365));
        steady.reached(begin.plusSeconds(5));
        assertThat(steady.instant()).isEqualTo(begin.plusSeconds(5));

        steady.reached(begin.plusSeconds(2));
        clock.advance(Duration.ofSeconds(1));
        assertThat(steady.instant()).isEqualTo(begin.plusSeconds(6));
    }

    @Test
    void aClockThatStandsStillIsBelievedUnlessItIsTheSystems() {
        steady.reached(begin.plusSeconds(5));
        assertThat(steady.instant()).isEqualTo(begin);

        MonotonicClock ofTheSystem = MonotonicClock.following(Clock.systemUTC());
        Instant later = ofTheSystem.instant().plusSeconds(3600);
        ofTheSystem.reached(later);
        assertThat(ofTheSystem.instant()).isAfterOrEqualTo(later);
    }
}
