package io.github.whatsapp360.client.internal.rate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * What time it is, and how much of it has passed. The clock may be the application's own, may be set, or stand still:
 * what lasts is measured by the ticker.
 *
 * <p>Thread-safe.
 *
 * @param clock for instants that somebody outside names: dates in headers, times of events
 * @param ticker nanoseconds since any instant, never less than before
 */
public record TimeSource(Clock clock, LongSupplier ticker) {

    /** The computer's ticker beside this clock. */
    public static TimeSource of(Clock clock) {
        return new TimeSource(clock, System::nanoTime);
    }

    /** A moment, by both. */
    public record Moment(Instant instant, long ticks) {}

    public Moment now() {
        return new Moment(clock.instant(), ticker.getAsLong());
    }

    /**
     * Whether more than this has passed since then, by either: for what is kept for a while, and fetched anew too early
     * rather than never.
     */
    public boolean hasPassed(Duration time, Moment since) {
        return ticker.getAsLong() - since.ticks() > time.toNanos()
                || clock.instant().isAfter(since.instant().plus(time));
    }
}
