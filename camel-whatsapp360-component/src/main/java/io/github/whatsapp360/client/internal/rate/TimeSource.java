/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The current time and elapsed time. Elapsed time is measured by the ticker, because the clock may be set by the
 * application or stand still.
 *
 * <p>Thread-safe.
 *
 * @param clock for external instants: dates in headers, times of events
 * @param ticker monotonic nanoseconds
 */
public record TimeSource(Clock clock, LongSupplier ticker) {

    /** Combines a clock with {@link System#nanoTime}. */
    public static TimeSource of(Clock clock) {
        return new TimeSource(clock, System::nanoTime);
    }

    /** A moment according to both. */
    public record Moment(Instant instant, long ticks) {}

    public Moment now() {
        return new Moment(clock.instant(), ticker.getAsLong());
    }

    /**
     * Whether more than this time has passed according to either of them. For caches, which may be refreshed too early
     * but never too late.
     */
    public boolean hasPassed(Duration time, Moment since) {
        return ticker.getAsLong() - since.ticks() > time.toNanos()
                || clock.instant().isAfter(since.instant().plus(time));
    }
}
