/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the continuation of a route after a response of the API. Each task runs exactly once and never on the calling
 * thread, which may belong to the HTTP client: if the pool rejects a task, a new thread runs it.
 *
 * <p>Thread-safe.
 */
final class CallbackExecutor implements Executor {

    static final String NAME = "Whatsapp360Callback";

    private static final Logger LOG = LoggerFactory.getLogger(CallbackExecutor.class);

    private final Supplier<ExecutorService> pool;
    private final ExecutorServiceManager threads;

    /**
     * Creates an executor on top of a pool.
     *
     * @param pool supplies the pool for each task; it must have no queue, so that no task waits for another to end
     * @param threads creates a thread for a task that the pool rejects
     */
    CallbackExecutor(Supplier<ExecutorService> pool, ExecutorServiceManager threads) {
        this.pool = pool;
        this.threads = threads;
    }

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
        HandOver handOver = new HandOver(task);
        try {
            pool.get().execute(handOver);
            handOver.bringing = null;
            if (!handOver.refused) {
                return;
            }
        } catch (RuntimeException | OutOfMemoryError refusal) {
            LOG.debug("Pool {} rejected a task", NAME, refusal);
        }
        ownThread(task);
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
