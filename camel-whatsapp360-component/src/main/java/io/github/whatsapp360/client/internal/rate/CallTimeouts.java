/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Times out calls, at most one {@code tick} late. Periodically checks all calls in flight, which costs less than one
 * timer per call.
 *
 * <p>Thread-safe. No thread waits, and no check runs while no call is in flight.
 */
public final class CallTimeouts {

    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean checkScheduled = new AtomicBoolean();
    private final Executor later;

    /** Compared by identity. */
    private static final class Call {

        private final long due;
        private final Runnable onTimeout;
        private final Runnable onClose;

        Call(long due, Runnable onTimeout, Runnable onClose) {
            this.due = due;
            this.onTimeout = onTimeout;
            this.onClose = onClose;
        }
    }

    public CallTimeouts(Duration tick) {
        this.later = CompletableFuture.delayedExecutor(tick.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    }

    /**
     * Watches a call until it is complete.
     *
     * @param onTimeout completes the call; runs on the JDK's timer and must not block
     * @param onClose completes the call because the client was closed
     */
    public void watch(CompletableFuture<?> answer, Duration limit, Runnable onTimeout, Runnable onClose) {
        Call call = new Call(System.nanoTime() + limit.toNanos(), onTimeout, onClose);
        open.add(call);
        CompletableFuture<?> unused = answer.whenComplete((given, problem) -> open.remove(call));
        scheduleCheck();
    }

    /** Ends all calls in flight. */
    public void closeAll() {
        open.forEach(call -> call.onClose.run());
    }

    private void scheduleCheck() {
        if (!checkScheduled.get() && checkScheduled.compareAndSet(false, true)) {
            later.execute(this::checkAll);
        }
    }

    private void checkAll() {
        long now = System.nanoTime();
        try {
            for (Call call : open) {
                if (call.due - now <= 0) {
                    call.onTimeout.run();
                }
            }
        } finally {
            // A failure to end one call must not affect the others.
            checkScheduled.set(false);
            // A call that was added meanwhile relied on this check being scheduled.
            if (!open.isEmpty()) {
                scheduleCheck();
            }
        }
    }
}
