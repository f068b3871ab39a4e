/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.client.internal.rate.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A clock and a timer that only move when they are told to: or, when nobody waits, by themselves. */
public final class HandDrivenTime extends AbstractExecutorService implements ScheduledExecutorService {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Task> tasks = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final boolean skipsWaits;
    private Instant now = START;
    private Duration setBack = Duration.ZERO;

    private HandDrivenTime(boolean skipsWaits) {
        this.skipsWaits = skipsWaits;
    }

    /** Moves by {@link #advance} only. */
    public static HandDrivenTime stopped() {
        return new HandDrivenTime(false);
    }

    /** Moves on at once by whatever somebody wants to wait. */
    public static HandDrivenTime skipping() {
        return new HandDrivenTime(true);
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Instant due;

        Task(Runnable command, Duration delay) {
            super(command, null);
            this.due = now.plus(delay);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, due));
        }

        @Override
        public int compareTo(Delayed other) {
            return due.compareTo(((Task) other).due);
        }
    }

    public Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                synchronized (HandDrivenTime.this) {
                    return now.minus(setBack);
                }
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** The clock, and the nanoseconds that have passed. */
    public TimeSource source() {
        return new TimeSource(clock(), () -> elapsed().toNanos());
    }

    public Whatsapp360Client client(ClientSettings settings) {
        return client(settings, WindowLookup.NONE);
    }

    public Whatsapp360Client client(ClientSettings settings, WindowLookup windows) {
        return new Whatsapp360Client(settings, windows, () -> DeadLetterStore.NONE, source(), this);
    }

    /** Moves the clock, and runs what has become due, in its order and at its time. */
    public void advance(Duration time) {
        Instant end;
        synchronized (this) {
            end = now.plus(time);
        }
        for (Task next = nextUntil(end); next != null; next = nextUntil(end)) {
            next.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task nextUntil(Instant end) {
        Task next = tasks.stream()
                .filter(task -> !task.due.isAfter(end))
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (next != null) {
            tasks.remove(next);
            now = next.due;
        }
        return next;
    }

    /** Sets the clock back; as much time has passed as before. */
    public synchronized void back(Duration time) {
        setBack = setBack.plus(time);
    }

    /** How many wait. */
    public synchronized int pending() {
        return tasks.size();
    }

    /** How long somebody wanted to wait, each time. */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    public synchronized Duration elapsed() {
        return Duration.between(START, now);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task;
        synchronized (this) {
            Duration wait = Duration.of(delay, unit.toChronoUnit());
            waits.add(wait);
            task = new Task(command, wait);
            if (!skipsWaits) {
                tasks.add(task);
                return task;
            }
            now = now.plus(wait);
        }
        task.run();
        return task;
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        throw new AssertionError("Somebody closes a timer that is not his");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new AssertionError("Somebody closes a timer that is not his");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
