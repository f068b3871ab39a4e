/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often and when a failed event runs again. The n-th redelivery follows {@code redeliveryDelay * 2^(n-1)} after the
 * failure, at most {@code maximumRedeliveryDelay}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maximumRedeliveries maximum number of redeliveries after the first run; 0 for none, negative for unlimited;
 *     default 10
 * @param redeliveryDelay delay before the first redelivery; default 1 second
 * @param maximumRedeliveryDelay upper limit of the delay; default 5 minutes
 */
public record RedeliveryPolicy(int maximumRedeliveries, Duration redeliveryDelay, Duration maximumRedeliveryDelay) {

    /** 10 redeliveries, after 1, 2, 4, … 300 seconds. */
    public static final RedeliveryPolicy DEFAULT =
            new RedeliveryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(5));

    private static final int MAXIMUM_DOUBLINGS = 40;

    public RedeliveryPolicy {
        requireNonNull(redeliveryDelay, "redeliveryDelay");
        requireNonNull(maximumRedeliveryDelay, "maximumRedeliveryDelay");
        if (redeliveryDelay.isNegative() || maximumRedeliveryDelay.isNegative()) {
            throw new IllegalArgumentException("redeliveryDelay and maximumRedeliveryDelay: expected 0 or more, actual "
                    + redeliveryDelay + " and " + maximumRedeliveryDelay);
        }
    }

    /** Whether an event is buried that failed now and {@code failuresBefore} times before. */
    boolean isExhausted(int failuresBefore) {
        return maximumRedeliveries >= 0 && failuresBefore >= maximumRedeliveries;
    }

    /** Delay of the next run of an event that failed now and {@code failuresBefore} times before. */
    Duration delayAfter(int failuresBefore) {
        if (redeliveryDelay.compareTo(maximumRedeliveryDelay) >= 0) {
            return maximumRedeliveryDelay;
        }
        Duration delay = redeliveryDelay;
        for (int doublings = Math.min(failuresBefore, MAXIMUM_DOUBLINGS); doublings > 0; doublings--) {
            delay = delay.multipliedBy(2);
            if (delay.compareTo(maximumRedeliveryDelay) >= 0) {
                return maximumRedeliveryDelay;
            }
        }
        return delay;
    }
}
