/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.identity.CustomerIdentity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The known customers of a number.
 *
 * <p>Implementations must be thread-safe. They may read a database.
 */
public interface CustomerStore {

    /** Without knowledge of customers. */
    CustomerStore NONE = new CustomerStore() {
        @Override
        public @Nullable CustomerIdentity identity(String name) {
            return null;
        }

        @Override
        public CompletableFuture<?> forget(
                CustomerIdentity customer, Function<List<String>, CompletableFuture<?>> others) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /**
     * Returns a customer by customer id, phone number, user id or user name; null if there is none.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    @Nullable
    CustomerIdentity identity(String name);

    /**
     * Deletes the waiting events and dead letters that name a customer, what else is kept under the customer's numbers
     * and ids, and at last the customer: a deletion that failed can be repeated.
     *
     * @param others deletes what others keep under numbers and ids
     * @return completes once everything is deleted; fails with {@link InvalidMessageException}, and nothing is deleted,
     *     if the inbox cannot delete events
     */
    CompletableFuture<?> forget(CustomerIdentity customer, Function<List<String>, CompletableFuture<?>> others);
}
