package io.github.whatsapp360.inbox.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock for durations: follows another one forward, and goes on from where it was when that one is set back. What is
 * due at an instant of this clock is therefore never put off by somebody who corrects the time.
 *
 * <p>Whoever has waited by a timer, which knows of no time of day, says so ({@link #advanceTo}); so what passes unnoticed
 * between two looks at the other clock is made up for. A clock of your own that was never set back is believed instead:
 * it may stand still for as long as a test wants.
 *
 * <p>Thread-safe.
 */
public final class MonotonicClock extends Clock {

    private final Clock clock;
    private final boolean isSystemClock;
    private Duration ahead = Duration.ZERO;
    private Instant last = Instant.MIN;

    private MonotonicClock(Clock clock) {
        this.clock = clock;
        this.isSystemClock = clock.getClass().equals(Clock.systemUTC().getClass());
    }

    /** One that follows a clock; the same one if it is monotonic already. */
    public static MonotonicClock following(Clock clock) {
        return clock instanceof MonotonicClock monotonic ? monotonic : new MonotonicClock(clock);
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().plus(ahead);
        if (now.isBefore(last)) {
            ahead = ahead.plus(Duration.between(now, last));
            now = last;
        }
        last = now;
        return now;
    }

    /** It is at least so late. */
    synchronized void advanceTo(Instant at) {
        Instant now = instant();
        if (now.isBefore(at) && (isSystemClock || !ahead.isZero())) {
            ahead = ahead.plus(Duration.between(now, at));
            last = at;
        }
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MonotonicClock(clock.withZone(zone));
    }
}
