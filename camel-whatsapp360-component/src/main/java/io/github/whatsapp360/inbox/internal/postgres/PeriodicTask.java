/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A task that runs periodically with a pause in between. A failure is reported, and the task continues.
 *
 * <p>Thread-safe. {@link #run} occupies one thread until {@link #close}.
 */
final class PeriodicTask implements Runnable {

    private final Duration pause;
    private final Work work;
    private final DatabaseHealth health;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The work of one run. */
    @FunctionalInterface
    interface Work {

        /** Runs once. */
        void run() throws SQLException;
    }

    PeriodicTask(Duration pause, Work work, DatabaseHealth health) {
        this.pause = pause;
        this.work = work;
        this.health = health;
    }

    @Override
    public void run() {
        try {
            while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                runOnce();
            }
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
            if (closing.getCount() > 0) {
                health.ended("it was interrupted, or failed without end");
            }
        }
    }

    private void runOnce() {
        try {
            work.run();
        } catch (SQLException failure) {
            Object unused = health.failed(failure);
        } catch (RuntimeException | Error failure) {
            health.crashed(failure);
        }
    }

    /**
     * Ends the task after its current run.
     *
     * @return whether it ended within the timeout
     */
    boolean close(Duration timeout) throws InterruptedException {
        closing.countDown();
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
