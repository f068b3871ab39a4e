/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs actions after a time, unless they are cancelled before. However many there are, the timer has few tasks: one for
 * the earliest action, and at most one more for each time an earlier one was added.
 *
 * <p>Thread-safe.
 */
final class WaitTimer {

    private final Supplier<ScheduledExecutorService> timer;
    private final LongSupplier ticker;
    private final TreeMap<Deadline, Runnable> pending = new TreeMap<>();
    private long count;
    private long planned = Long.MAX_VALUE;

    /** When an action runs: identifies it. */
    record Deadline(long nanos, long number) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int order = Long.compare(nanos, other.nanos);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    /**
     * Creates a timer.
     *
     * @param timer supplies the executor, whose tasks must not block
     * @param ticker monotonic nanoseconds
     */
    WaitTimer(Supplier<ScheduledExecutorService> timer, LongSupplier ticker) {
        this.timer = timer;
        this.ticker = ticker;
    }

    /** Runs the action after a time, on the executor's thread; at once if the executor accepts no tasks any more. */
    Deadline schedule(Duration time, Runnable action) {
        Deadline deadline;
        synchronized (this) {
            deadline = new Deadline(ticker.getAsLong() + time.toNanos(), ++count);
            pending.put(deadline, action);
        }
        plan();
        return deadline;
    }

    synchronized void cancel(Deadline deadline) {
        pending.remove(deadline);
    }

    /** Runs all actions now. */
    void runAll() {
        List<Runnable> actions;
        synchronized (this) {
            actions = List.copyOf(pending.values());
            pending.clear();
        }
        actions.forEach(Runnable::run);
    }

    private void plan() {
        long wait;
        synchronized (this) {
            if (pending.isEmpty() || pending.firstKey().nanos() >= planned) {
                return;
            }
            planned = pending.firstKey().nanos();
            wait = Math.max(0, planned - ticker.getAsLong());
        }
        try {
            var unused = timer.get().schedule(this::fire, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | IllegalStateException stopped) {
            runAll();
        }
    }

    private void fire() {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            long now = ticker.getAsLong();
            planned = Long.MAX_VALUE;
            Map<Deadline, Runnable> passed = pending.headMap(new Deadline(now, Long.MAX_VALUE), true);
            due.addAll(passed.values());
            passed.clear();
        }
        due.forEach(Runnable::run);
        plan();
    }
}
