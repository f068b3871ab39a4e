/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of an inbox beside its state. Nothing here contains data of a customer.
 *
 * <p>Implementations are thread-safe.
 */
public interface InboxInsight {

    /**
     * A conversation with waiting events.
     *
     * @param hash of the conversation and its subscription
     * @param since when its oldest waiting event was stored
     */
    record WaitingConversation(long hash, String subscription, Instant since) {}

    /**
     * A node of a shared inbox.
     *
     * @param joinedAt null if it was declared dead
     * @param beatAgeMillis time since its last heartbeat, by the clock of the database
     * @param alive whether that is shorter than the lease
     * @param self whether it is this node
     */
    record NodeState(String name, @Nullable Instant joinedAt, long beatAgeMillis, boolean alive, boolean self) {}

    /**
     * The conversations whose oldest event waits longest, the longest first. The cost does not grow with the backlog;
     * if one conversation has very many of the oldest events, fewer than {@code limit} are found.
     */
    List<WaitingConversation> longestWaiting(int limit);

    /**
     * The nodes that share the inbox, by their number, and after them those that were declared dead in the last hour;
     * empty if it is not shared.
     */
    default List<NodeState> nodes() {
        return List.of();
    }
}
