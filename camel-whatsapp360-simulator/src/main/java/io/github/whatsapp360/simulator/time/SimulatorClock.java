/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that runs like the one it is made from and can be moved forward. Windows, statuses, retries, expiry and
 * limits of the simulator all follow it, so that a test need not wait. It never goes back. Thread-safe.
 */
public final class SimulatorClock extends Clock {

    private final Clock source;
    private final AtomicLong aheadNanos;
    private final List<Runnable> followers;

    /** A clock that starts at the computer's time. */
    public SimulatorClock() {
        this(Clock.systemUTC());
    }

    /**
     * A clock that starts at the time of another one and runs with it.
     *
     * @param source for example {@link Clock#fixed}, to get a clock that moves only by {@link #advance}
     */
    public SimulatorClock(Clock source) {
        this(source, new AtomicLong(), new CopyOnWriteArrayList<>());
    }

    private SimulatorClock(Clock source, AtomicLong aheadNanos, List<Runnable> followers) {
        this.source = source;
        this.aheadNanos = aheadNanos;
        this.followers = followers;
    }

    /**
     * Moves the clock forward. When this returns, everything that has become due meanwhile has begun, in the order in
     * which it was due.
     *
     * @throws IllegalArgumentException when the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Expected a duration of zero or more, Actual " + duration);
        }
        aheadNanos.addAndGet(duration.toNanos());
        followers.forEach(Runnable::run);
    }

    /** How far this clock is ahead of the one it is made from. */
    public Duration ahead() {
        return Duration.ofNanos(aheadNanos.get());
    }

    void follow(Runnable follower) {
        followers.add(follower);
    }

    void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    @Override
    public Instant instant() {
        return source.instant().plusNanos(aheadNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SimulatorClock(source.withZone(zone), aheadNanos, followers);
    }
}
