/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that never goes back: it follows another clock, and continues from its own time when that clock is set back.
 * A correction of the system time therefore never postpones what is due.
 *
 * <p>A timer that has elapsed calls {@link #advanceTo}, because timers do not depend on the time of day: this corrects
 * a setback that happened between two reads of the other clock. A custom clock that was never set back is not
 * corrected: a test may stop it.
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

    /** Returns a monotonic clock that follows a clock; the same one if it is a {@code MonotonicClock}. */
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

    /** Advances to an instant, unless it is past already. */
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
