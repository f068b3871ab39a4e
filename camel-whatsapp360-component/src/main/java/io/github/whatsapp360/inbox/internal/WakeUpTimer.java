/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an action once, at the earliest of the scheduled instants. The action may run once too often, but never too
 * late, even if the system time changes.
 *
 * <p>Thread-safe.
 */
final class WakeUpTimer {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUpTimer.class);

    private final ScheduledExecutorService timer;
    private final MonotonicClock clock;
    private final Runnable action;
    private @Nullable Instant at;
    private @Nullable Future<?> pending;

    WakeUpTimer(ScheduledExecutorService timer, MonotonicClock clock, Runnable action) {
        this.timer = timer;
        this.clock = clock;
        this.action = action;
    }

    synchronized void schedule(Instant due) {
        if (at != null && !due.isBefore(at)) {
            return;
        }
        cancel();
        long wait = Math.max(
                0, Duration.between(clock.instant(), due).plusNanos(999_999).toMillis());
        try {
            pending = timer.schedule(() -> fire(due), wait, TimeUnit.MILLISECONDS);
            at = due;
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("The timer is shut down; waiting events stay in the inbox.", shutDown);
        }
    }

    synchronized void cancel() {
        if (pending != null) {
            pending.cancel(false);
        }
        pending = null;
        at = null;
    }

    private void fire(Instant due) {
        clock.advanceTo(due);
        synchronized (this) {
            at = null;
            pending = null;
        }
        action.run();
    }
}
