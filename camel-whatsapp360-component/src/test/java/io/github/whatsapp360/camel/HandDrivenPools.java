/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/**
 * Camel's thread pools, but for those that hand events out: they run their tasks when the test says so, on the test's
 * thread and in an order that a seed decides. What is due is told by a clock that is moved by hand.
 *
 * <p>Tasks may come from any thread; they are run by one.
 */
final class HandDrivenPools extends DefaultThreadPoolFactory {

    private final Clock clock;
    private final Random order;
    private final List<Task> tasks = new ArrayList<>();

    HandDrivenPools(Clock clock, Random order) {
        this.clock = clock;
        this.order = order;
    }

    @Override
    public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return isDriven(threads) ? new Pool() : super.newThreadPool(profile, threads);
    }

    @Override
    public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return isDriven(threads) ? new Pool() : super.newScheduledThreadPool(profile, threads);
    }

    private static boolean isDriven(ThreadFactory threads) {
        return threads instanceof CamelThreadFactory named
                && (named.getName().startsWith("Whatsapp360Consumer-")
                        || named.getName().startsWith("Whatsapp360Dispatcher-"));
    }

    /** Runs one task that is due; false if there is none. */
    boolean runOne() {
        return runOneOf(tasksSeen());
    }

    private boolean runOneOf(Collection<Task> candidates) {
        List<Task> due = candidates.stream()
                .filter(task -> !task.due.isAfter(clock.instant()))
                .toList();
        if (due.isEmpty()) {
            return false;
        }
        Task next = due.get(order.nextInt(due.size()));
        remove(next);
        next.run();
        return true;
    }

    /** Whether no task is due. */
    boolean isIdle() {
        Duration next = untilNext();
        return next == null || next.compareTo(Duration.ZERO) > 0;
    }

    /** How long it is until the next task is due; null if there is none. */
    Duration untilNext() {
        Task next = tasksSeen().stream().min(Comparator.naturalOrder()).orElse(null);
        return next == null ? null : Duration.between(clock.instant(), next.due);
    }

    private synchronized List<Task> tasksSeen() {
        tasks.removeIf(FutureTask::isCancelled);
        return List.copyOf(tasks);
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    private synchronized Task add(Task task) {
        if (task.pool.shutDown) {
            throw new RejectedExecutionException("shut down");
        }
        tasks.add(task);
        return task;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Pool pool;
        private final Instant due;

        Task(Pool pool, Runnable command, Duration delay) {
            super(command, null);
            this.pool = pool;
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

    private final class Pool extends AbstractExecutorService implements ScheduledExecutorService {
        private volatile boolean shutDown;

        private List<Task> own() {
            return tasksSeen().stream().filter(task -> task.pool == this).toList();
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return add(new Task(this, command, Duration.of(delay, unit.toChronoUnit())));
        }

        @Override
        public void execute(Runnable command) {
            add(new Task(this, command, Duration.ZERO));
        }

        /** Not run: what the account does by the hour has no part in this. */
        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
            return new Task(this, command, Duration.of(first, unit.toChronoUnit()));
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void shutdown() {
            shutDown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutDown = true;
            List<Task> left = own();
            left.forEach(HandDrivenPools.this::remove);
            return List.copyOf(left);
        }

        @Override
        public boolean isShutdown() {
            return shutDown;
        }

        @Override
        public boolean isTerminated() {
            return shutDown && own().isEmpty();
        }

        /** What is under way ends; what is scheduled for later does not happen any more. */
        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            while (runOneOf(own())) {
                // The next one.
            }
            own().forEach(HandDrivenPools.this::remove);
            return true;
        }
    }
}
