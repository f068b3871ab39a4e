/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is due when, by the simulator's clock. A task learns the instant for which it was set, so that its traces carry
 * that time even when the clock jumped over it. With a clock that is not a {@link SimulatorClock}, due tasks are looked
 * for every 20 milliseconds. Confined to the event loop.
 */
public final class Timeline {

    private static final long LOOK_MILLIS = 20;

    /** Something to do at an instant. */
    @FunctionalInterface
    public interface Task {

        /**
         * Does it.
         *
         * @param due the instant for which the task was set
         */
        void run(Instant due);
    }

    /**
     * The place of a task in the timeline, to take it back.
     *
     * @param due when it is to run
     * @param order tells tasks of one instant apart, first come, first served
     */
    public record Entry(Instant due, long order) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Loop loop;
    private final Clock clock;
    private final boolean announced;
    private final Runnable follower;
    private final TreeMap<Entry, Task> tasks = new TreeMap<>();
    private long count;
    private long timer = -1;
    private @Nullable Instant armedFor;
    private @Nullable Instant running;

    /** An empty timeline. */
    public Timeline(Loop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
        this.announced = clock instanceof SimulatorClock;
        this.follower = () -> loop.run(this::runDue);
    }

    /** Follows the clock when it is moved, until {@link #end}. */
    public void begin() {
        if (clock instanceof SimulatorClock ours) {
            ours.follow(follower);
        }
    }

    /** Takes back everything and leaves the clock alone, which may serve another simulator. */
    public void end() {
        if (clock instanceof SimulatorClock ours) {
            ours.unfollow(follower);
        }
        clear();
    }

    /** The time by the simulator's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** The instant for which the task was set that runs now; outside of a task the time by the clock. */
    public Instant dueNow() {
        Instant due = running;
        return due == null ? now() : due;
    }

    /** Sets a task; one that is due already runs soon, never at once. */
    public Entry at(Instant due, Task task) {
        Entry entry = new Entry(due, count++);
        tasks.put(entry, task);
        arm();
        return entry;
    }

    /** Takes a task back; does nothing when it has run. */
    public void cancel(Entry entry) {
        tasks.remove(entry);
    }

    /** Takes back everything. */
    public void clear() {
        tasks.clear();
    }

    private void runDue() {
        try {
            while (!tasks.isEmpty() && !tasks.firstKey().due().isAfter(now())) {
                var first = tasks.pollFirstEntry();
                running = first.getKey().due();
                first.getValue().run(running);
            }
        } finally {
            running = null;
            disarm();
            arm();
        }
    }

    private void arm() {
        if (tasks.isEmpty()) {
            return;
        }
        Instant next = tasks.firstKey().due();
        if (armedFor != null && !next.isBefore(armedFor)) {
            return;
        }
        disarm();
        armedFor = next;
        timer = loop.vertx().setTimer(delay(next), ignored -> {
            timer = -1;
            armedFor = null;
            runDue();
        });
    }

    private void disarm() {
        if (timer >= 0) {
            loop.vertx().cancelTimer(timer);
        }
        timer = -1;
        armedFor = null;
    }

    private long delay(Instant next) {
        long millis = Math.max(1, Duration.between(now(), next).toMillis() + 1);
        return announced ? millis : Math.min(millis, LOOK_MILLIS);
    }
}
