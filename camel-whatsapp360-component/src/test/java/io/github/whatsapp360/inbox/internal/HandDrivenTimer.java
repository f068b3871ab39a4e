/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
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

/** Runs tasks on request, in the order of their due times by a hand-driven clock. */
final class HandDrivenTimer extends AbstractExecutorService implements ScheduledExecutorService {

    private final SettableClock clock;
    private final List<Task> tasks = new ArrayList<>();
    private int runs;

    HandDrivenTimer(SettableClock clock) {
        this.clock = clock;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Instant due;

        Task(Runnable command, Duration delay) {
            super(command, null);
            this.due = clock.instant().plus(delay);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return due.compareTo(((Task) other).due);
        }
    }

    /** Runs the due tasks, including those that they make due. */
    void runDue() {
        for (Task task = firstDue(); task != null; task = firstDue()) {
            tasks.remove(task);
            runs++;
            task.run();
        }
    }

    /** Moves the clock to the next task and runs it. Returns the elapsed time; null if there is no task. */
    Duration toNextAlarm() {
        Instant before = clock.instant();
        Task next = waiting().min(Comparator.naturalOrder()).orElse(null);
        if (next == null) {
            return null;
        }
        clock.advance(Duration.between(before, next.due));
        runDue();
        return Duration.between(before, next.due);
    }

    int alarms() {
        return (int) waiting().count();
    }

    int runs() {
        return runs;
    }

    private java.util.stream.Stream<Task> waiting() {
        return tasks.stream().filter(task -> !task.isCancelled());
    }

    private Task firstDue() {
        return waiting()
                .filter(task -> !task.due.isAfter(clock.instant()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, Duration.of(delay, unit.toChronoUnit()));
        tasks.add(task);
        return task;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
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
        return false;
    }
}
