package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.InboxState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much an inbox keeps.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maximumPending events that may wait; a delivery that would exceed it is refused and the inbox is
 *     {@link InboxState.Condition#FULL}; at least 1, default 1,000,000
 * @param dedupePeriod for how long the key of an event is remembered, from when it was stored; default 8 days, because
 *     360dialog repeats a delivery for 7
 * @param maximumDelay no event waits longer for its next attempt, also when a clock was set back, or when the inbox is
 *     opened anew; at least what a {@link RedeliveryPolicy} wants, default 1 day
 */
public record InboxLimits(int maximumPending, Duration dedupePeriod, Duration maximumDelay) {

    private static final Duration DEFAULT_MAXIMUM_DELAY = Duration.ofDays(1);

    /** One million events, eight days. */
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

    /** With the default of {@code maximumDelay}, 1 day. */
    public InboxLimits(int maximumPending, Duration dedupePeriod) {
        this(maximumPending, dedupePeriod, DEFAULT_MAXIMUM_DELAY);
    }

    /**
     * Whether more events may wait.
     *
     * @return why not; null if they may
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
