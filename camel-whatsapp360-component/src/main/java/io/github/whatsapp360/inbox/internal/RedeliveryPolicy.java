package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often and when an event that failed runs again. The n-th redelivery comes {@code redeliveryDelay * 2^(n-1)} after the
 * failure, but never later than {@code maximumRedeliveryDelay}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maximumRedeliveries how often at most, not counting the first run; 0 for never, negative for without end; default 10
 * @param redeliveryDelay before the first redelivery; default 1 second
 * @param maximumRedeliveryDelay at most between two runs; default 5 minutes
 */
public record RedeliveryPolicy(int maximumRedeliveries, Duration redeliveryDelay, Duration maximumRedeliveryDelay) {

    /** Ten redeliveries, after 1, 2, 4, … 300 seconds. */
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

    /** Whether an event that failed for the last time after so many failures before is given up. */
    boolean isExhausted(int failuresBefore) {
        return maximumRedeliveries >= 0 && failuresBefore >= maximumRedeliveries;
    }

    /** How long an event rests that failed now and so many times before. */
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
