/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The customers of an account in the database of its inbox.
 *
 * <p>Thread-safe.
 */
interface IdentityStore {

    /** Stores events, and what else changes with them. */
    @FunctionalInterface
    interface Storing {

        /**
         * Stores the events.
         *
         * @param entry to be written in the same transaction; null if there is none
         */
        CompletableFuture<?> store(List<InboxEvent> events, CompanionTable.@Nullable Entry entry);
    }

    /**
     * Learns from the events of a delivery, and stores those that are wanted, each in the conversation of its customer.
     *
     * @return as {@link io.github.whatsapp360.inbox.Inbox#store}
     */
    CompletableFuture<?> store(IdentityBatch batch, Storing storing);

    /**
     * Learns from the answer to a send.
     *
     * @param inbox stores the events of changes
     */
    CompletableFuture<?> learn(IdentityBatch batch, Inbox inbox);

    /**
     * Returns the customer with any of these ids; null if there is none. May block.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    @Nullable
    KnownCustomer find(PersonIds ids);

    /** As {@link #find(PersonIds)}, by the customer id. */
    @Nullable
    KnownCustomer find(String customerId);

    /**
     * Deletes a customer with all ids.
     *
     * @return completes with what was known once it is deleted; with null if there was no such customer
     */
    CompletableFuture<@Nullable CustomerIdentity> forget(String customerId);
}
