/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The number of messages per second that a number may send. An adaptive rate follows the throughput that events report.
 * It is halved each time the API throttles, down to 1, and doubles after each {@link #RECOVERY} until it has its former
 * value.
 *
 * <p>All times are nanoseconds of one ticker. Thread-safe.
 */
public final class NumberRate {

    /** How long a halved rate lasts. */
    static final Duration RECOVERY = Duration.ofSeconds(30);

    /** Refusals within this time count as one. */
    private static final Duration SAME_REFUSAL = Duration.ofSeconds(1);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int MAXIMUM_HALVINGS = 10;

    private final boolean adaptive;
    private int reported;
    private int halvings;
    private long throttledAt;

    /**
     * A rate.
     *
     * @param messagesPerSecond 0 for no limit at all
     * @param adaptive whether it may change
     */
    public NumberRate(int messagesPerSecond, boolean adaptive) {
        this.reported = messagesPerSecond;
        this.adaptive = adaptive;
    }

    /** Sets the throughput that an event reports; ignored unless the rate is adaptive. */
    public synchronized void report(int messagesPerSecond) {
        if (adaptive && messagesPerSecond > 0) {
            reported = messagesPerSecond;
        }
    }

    /** The API refused a message because there were too many. */
    synchronized void throttled(long now) {
        recover(now);
        boolean another = halvings == 0 || now - throttledAt >= SAME_REFUSAL.toNanos();
        if (adaptive && another) {
            halvings = Math.min(halvings + 1, MAXIMUM_HALVINGS);
            throttledAt = now;
        }
    }

    /** Messages a second at present; 0 for no limit at all. */
    synchronized int current(long now) {
        recover(now);
        return reported == 0 ? 0 : Math.max(1, reported >> halvings);
    }

    /** What turns messages take at present; null for no limit at all. */
    @Nullable
    TokenBucket bucket(long now) {
        int rate = current(now);
        // A tenth of a second at once: with more the first second would exceed the rate.
        return rate == 0 ? null : new TokenBucket(SECOND / rate, Math.max(1, rate / 10));
    }

    private void recover(long now) {
        while (halvings > 0 && now - throttledAt >= RECOVERY.toNanos()) {
            halvings--;
            throttledAt += RECOVERY.toNanos();
        }
    }
}
