/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.identity.CustomerIdentity;
import java.util.concurrent.CompletableFuture;
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
        public CompletableFuture<?> forget(CustomerIdentity customer) {
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
     * Deletes a customer, the service window, and the waiting events and dead letters that name the customer.
     *
     * @return completes once everything is deleted
     */
    CompletableFuture<?> forget(CustomerIdentity customer);
}
