/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the continuation of a route after a response of the API. Each task runs exactly once and never on the calling
 * thread, which may belong to the HTTP client: if the pool rejects a task, a new thread runs it.
 *
 * <p>A few workers take the tasks from a queue, because waking a thread for each task costs more than most tasks do.
 * If the oldest task waits for longer than {@value #MAXIMUM_WAIT} ms, the workers are blocked, perhaps by each other:
 * their number is doubled until the queue moves. A worker ends when the queue is empty.
 *
 * <p>Thread-safe.
 */
final class CallbackExecutor implements Executor, AutoCloseable {

    static final String NAME = "Whatsapp360Callback";

    /** In milliseconds. */
    private static final int MAXIMUM_WAIT = 5;

    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Logger LOG = LoggerFactory.getLogger(CallbackExecutor.class);

    private final Supplier<ExecutorService> pool;
    private final ExecutorServiceManager threads;
    private final Supplier<ScheduledExecutorService> timer;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Creates an executor on top of a pool.
     *
     * @param pool supplies the pool whenever a worker begins; it must have no queue, so that no worker waits for
     *     another
     * @param threads creates a thread for a worker that the pool rejects
     * @param timer supplies the timer for the queue; if it supplies none, no task is queued
     */
    CallbackExecutor(
            Supplier<ExecutorService> pool, ExecutorServiceManager threads, Supplier<ScheduledExecutorService> timer) {
        this.pool = pool;
        this.threads = threads;
        this.timer = timer;
    }

    private record Waiting(Runnable task, long since) {}

    /** A task that is being submitted. Detects a pool with a caller-runs policy. */
    private static final class HandOver implements Runnable {

        private final Runnable task;
        private volatile @Nullable Thread bringing = Thread.currentThread();
        private volatile boolean refused;

        HandOver(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == bringing) {
                refused = true;
            } else {
                task.run();
            }
        }
    }

    /** Never fails. */
    @Override
    public void execute(Runnable task) {
        if (beginWorker()) {
            handOver(() -> work(task));
            return;
        }
        queue.add(new Waiting(task, System.nanoTime()));
        if (closed) {
            handOverAll();
        } else if (beginWorker()) {
            handOver(this::work);
        } else {
            watch();
        }
    }

    private boolean beginWorker() {
        for (int running = workers.get(); running < WORKERS; running = workers.get()) {
            if (workers.compareAndSet(running, running + 1)) {
                return true;
            }
        }
        return false;
    }

    private void work(Runnable first) {
        run(first);
        work();
    }

    /** Takes from the queue until it is empty; once more if a task came while the worker ended. */
    private void work() {
        boolean ended = false;
        while (!ended) {
            Waiting next = queue.poll();
            if (next != null) {
                run(next.task);
            } else {
                workers.decrementAndGet();
                ended = queue.isEmpty() || !beginWorker();
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("The continuation of an exchange failed", failure);
        } finally {
            // As in a pool: an interrupt of one task does not meet the next one.
            var unused = Thread.interrupted();
        }
    }

    /** Looks at the queue in a moment, unless that is already planned. */
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            try {
                var unused = timer.get().schedule(this::look, MAXIMUM_WAIT, TimeUnit.MILLISECONDS);
            } catch (RuntimeException noTimer) {
                watched.set(false);
                handOverAll();
            }
        }
    }

    private void look() {
        watched.set(false);
        Waiting oldest = queue.peek();
        if (oldest == null) {
            return;
        }
        if (System.nanoTime() - oldest.since >= TimeUnit.MILLISECONDS.toNanos(MAXIMUM_WAIT)) {
            for (int more = Math.max(1, workers.get()); more > 0 && !queue.isEmpty(); more--) {
                workers.incrementAndGet();
                handOver(this::work);
            }
        }
        watch();
    }

    /** From now on no task waits for another: the timer and the pool are about to end. */
    @Override
    public void close() {
        closed = true;
        handOverAll();
    }

    private void handOverAll() {
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            handOver(next.task);
        }
    }

    private void handOver(Runnable run) {
        HandOver handOver = new HandOver(run);
        try {
            pool.get().execute(handOver);
            handOver.bringing = null;
            if (!handOver.refused) {
                return;
            }
        } catch (RuntimeException | OutOfMemoryError refusal) {
            LOG.debug("Pool {} rejected a task", NAME, refusal);
        }
        ownThread(run);
    }

    private void ownThread(Runnable task) {
        try {
            threads.newThread(NAME, task).start();
        } catch (RuntimeException | OutOfMemoryError noMoreThreads) {
            LOG.warn("Cannot create a thread to continue an exchange; it continues on the thread of the HTTP client");
            task.run();
        }
    }
}
