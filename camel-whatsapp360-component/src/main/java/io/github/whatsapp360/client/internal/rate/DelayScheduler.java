/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.UnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;

/**
 * Delays without blocking a thread. When the client closes, pending delays fail as certainly not sent.
 *
 * <p>Thread-safe.
 */
public final class DelayScheduler implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    public DelayScheduler(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Creates a timer with one daemon thread. */
    public static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("Whatsapp360Timer", true));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    /** Completes after this time; immediately, on the calling thread, if it is zero. */
    public CompletableFuture<Void> delay(Duration time) {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        if (closed) {
            fail(wait);
        } else if (time.isZero() || time.isNegative()) {
            wait.complete(null);
        } else {
            begin(wait, time);
        }
        return wait;
    }

    private void begin(CompletableFuture<Void> wait, Duration time) {
        Long number = numbers.incrementAndGet();
        waiting.put(number, wait);
        try {
            Future<?> unused = timer.schedule(() -> end(number), time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException timerClosed) {
            waiting.remove(number);
            fail(wait);
        }
        if (closed) {
            close();
        }
    }

    private void end(Long number) {
        CompletableFuture<Void> wait = waiting.remove(number);
        if (wait != null) {
            wait.complete(null);
        }
    }

    /** The number of pending delays. */
    public int size() {
        return waiting.size();
    }

    private static void fail(CompletableFuture<Void> wait) {
        wait.completeExceptionally(new UnavailableException(
                Failure.local("The client was closed while the call was waiting", true, null)));
    }

    @Override
    public void close() {
        closed = true;
        waiting.values().forEach(DelayScheduler::fail);
        waiting.clear();
    }
}
