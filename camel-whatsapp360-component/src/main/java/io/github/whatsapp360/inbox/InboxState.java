package io.github.whatsapp360.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an inbox is doing. Counted, not searched for: asking costs nothing that grows with the backlog. An inbox that several nodes
 * share learns of the oldest, and of what the others did, some seconds late.
 *
 * <p>Immutable and thread-safe.
 *
 * @param waiting events stored and not settled, claimed ones included
 * @param oldest when the oldest of them was stored; null when nothing waits
 * @param deadLetters dead letters kept
 * @param condition whether it takes events at present
 * @param problem why not, in one line; null when it does
 */
public record InboxState(
        long waiting,
        @Nullable Instant oldest,
        long deadLetters,
        Condition condition,
        @Nullable String problem) {

    /** Whether an inbox takes events. */
    public enum Condition {
        /** Takes events. */
        UP,
        /** Has no room, on disk or by its limit; takes events again by itself when there is room. */
        FULL,
        /** Cannot be trusted to keep events; takes none until it was opened anew. */
        DOWN
    }
}
