/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The customers who have opted out of marketing messages, in the database of the account's inbox.
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
     * Whether the last decision under any of these keys is to get no marketing messages. May block for the database.
     *
     * @param keys of one customer
     * @throws io.github.whatsapp360.inbox.InboxException if it cannot be read
     */
    boolean hasStopped(Collection<String> keys);

    /**
     * Deletes the decisions under these keys. Does not block.
     *
     * @return completes once they are deleted
     */
    CompletableFuture<?> forget(Collection<String> keys);

    /** Whether the last of these decisions is to get no marketing messages. */
    static boolean isStop(Stream<Decision> decisions) {
        return decisions
                .max(Comparator.comparing(Decision::at))
                .map(Decision::stopped)
                .orElse(false);
    }
}
