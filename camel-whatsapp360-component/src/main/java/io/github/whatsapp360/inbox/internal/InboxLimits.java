/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.InboxState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of an inbox.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maximumPending maximum number of waiting events; a delivery that would exceed it is refused, and the inbox is
 *     {@link InboxState.Condition#FULL}; at least 1, default 1,000,000
 * @param dedupePeriod how long the key of an event is remembered after it was stored; default 8 days, because 360dialog
 *     repeats a delivery for 7 days
 * @param maximumDelay upper limit of the delay before the next attempt, also after a clock was set back or the inbox
 *     was reopened; at least the maximum delay of the {@link RedeliveryPolicy}, default 1 day
 */
public record InboxLimits(int maximumPending, Duration dedupePeriod, Duration maximumDelay) {

    private static final Duration DEFAULT_MAXIMUM_DELAY = Duration.ofDays(1);

    /** 1,000,000 events, 8 days. */
    public static final InboxLimits DEFAULT = new InboxLimits(1_000_000, Duration.ofDays(8));

    static final String CLOSED = "The inbox is closed.";

    public InboxLimits {
        requireNonNull(dedupePeriod, "dedupePeriod");
        requireNonNull(maximumDelay, "maximumDelay");
        if (maximumPending < 1) {
            throw new IllegalArgumentException("maximumPending: expected at least 1, actual " + maximumPending);
        }
        if (dedupePeriod.isNegative()) {
            throw new IllegalArgumentException("dedupePeriod: expected 0 or more, actual " + dedupePeriod);
        }
        if (maximumDelay.isNegative()) {
            throw new IllegalArgumentException("maximumDelay: expected 0 or more, actual " + maximumDelay);
        }
    }

    /** Limits with the default {@code maximumDelay}, 1 day. */
    public InboxLimits(int maximumPending, Duration dedupePeriod) {
        this(maximumPending, dedupePeriod, DEFAULT_MAXIMUM_DELAY);
    }

    /**
     * Checks whether more events may wait.
     *
     * @return the reason for a refusal; null if the events are accepted
     */
    public @Nullable String refusal(int waiting, int more) {
        return waiting + more <= maximumPending
                ? null
                : "The inbox is full. Expected at most " + maximumPending + " waiting events, actual " + waiting
                        + " and " + more + " more.";
    }

    InboxState state(Backlog backlog, long deadLetters, boolean closed) {
        String refusal = closed ? CLOSED : refusal(backlog.size(), 1);
        InboxState.Condition condition = refusal == null
                ? InboxState.Condition.UP
                : closed ? InboxState.Condition.DOWN : InboxState.Condition.FULL;
        return new InboxState(backlog.size(), backlog.oldest(), deadLetters, condition, refusal);
    }
}
