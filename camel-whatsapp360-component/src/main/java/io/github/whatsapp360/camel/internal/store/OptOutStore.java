/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Who wants no marketing messages, in the database of the account's inbox.
 *
 * <p>Thread-safe.
 */
interface OptOutStore {

    /**
     * What a customer has decided.
     *
     * @param key of the customer
     * @param stopped whether the customer wants no marketing messages
     * @param at when; an earlier decision never replaces a later one
     */
    record Decision(String key, boolean stopped, Instant at) {}

    /**
     * Stores decisions. Does not block.
     *
     * @return completes once they are as durable as events
     */
    CompletableFuture<?> store(List<Decision> decisions);

    /**
     * Whether the last decision of this customer is to get no marketing messages. May block for the database.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if it cannot be read
     */
    boolean hasStopped(String key);
}
