/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts and condition of an inbox. The cost of reading them does not grow with the backlog. In an inbox that several
 * nodes share, the oldest instant and the changes of other nodes are some seconds late.
 *
 * <p>Immutable and thread-safe.
 *
 * @param waiting number of stored and unsettled events, including claimed ones
 * @param oldest when the oldest waiting event was stored; null if no event waits
 * @param deadLetters number of dead letters
 * @param condition whether the inbox accepts events
 * @param problem reason in one line if the inbox does not accept events; null otherwise
 */
public record InboxState(
        long waiting,
        @Nullable Instant oldest,
        long deadLetters,
        Condition condition,
        @Nullable String problem) {

    /** Whether an inbox accepts events. */
    public enum Condition {
        /** Accepts events. */
        UP,
        /**
         * Rejects events because the disk or the configured limit is used up. Recovers by itself once there is space.
         */
        FULL,
        /**
         * Rejects events because they might be lost. An embedded inbox must be reopened; a shared one recovers by
         * itself once its database is reachable.
         */
        DOWN
    }
}
