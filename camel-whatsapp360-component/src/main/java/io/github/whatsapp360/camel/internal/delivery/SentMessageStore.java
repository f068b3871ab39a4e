/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.SentMessage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores the sent-message log of one account.
 *
 * <p>Thread-safe.
 */
public interface SentMessageStore {

    /** A row before and after a change. */
    record Transition(@Nullable SentRow before, SentRow after) {}

    /**
     * Applies changes in order, all or none. Must not block.
     *
     * @return completes with the rows that have changed, once they are as durable as the store makes them; on a thread
     *     of the store: do not block there. Fails with {@link io.github.whatsapp360.inbox.InboxException}
     */
    CompletableFuture<List<Transition>> apply(List<SentChange> changes);

    /**
     * Whether changes are as durable as events that are stored in the inbox after {@link #apply} was called, whether or
     * not it has completed.
     */
    default boolean isOrderedWithInbox() {
        return false;
    }

    /**
     * Finds a message by its key, message id or correlation id; the newest one if there are several. May block.
     *
     * @return null if there is none
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    @Nullable
    SentMessage find(String id);

    /**
     * The messages to a customer among the newest of the account, the newest first. May block.
     *
     * @param customers all numbers and ids of the customer
     * @param searched maximum number of messages of all customers that are searched
     */
    List<SentMessage> findTo(Collection<String> customers, int searched, int limit);

    /** The rows with these keys, in any order. May block. */
    List<SentRow> rows(Collection<String> keys);

    /** Rows whose delivery event is due, the longest due first. May block. */
    List<SentRow> due(Instant now, int limit);

    /** When the next delivery event is due; null if there is none. May block. */
    @Nullable
    Instant nextDue();

    /** Deletes rows that were added before a time, some at a time. May block. */
    void deleteBefore(Instant time);

    /**
     * Deletes the rows of a customer, whose delivery events are then never emitted. May block.
     *
     * @param customers all numbers and ids of the customer
     * @return completes once they are deleted
     */
    CompletableFuture<?> forget(Collection<String> customers);
}
