/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import org.jspecify.annotations.Nullable;

/**
 * A table of ids and customers.
 *
 * @param <X> exception of the table
 */
public interface IdentityTable<X extends Exception> {

    /** Returns the row of a number, id or name; null if there is none. */
    @Nullable
    IdRow id(String key) throws X;

    /** Inserts or replaces a row. */
    void put(IdRow row) throws X;

    /** Returns a customer; null if there is none. */
    @Nullable
    CustomerRow customer(String customerId) throws X;

    /** Inserts or replaces a customer. */
    void put(CustomerRow row) throws X;

    /** Deletes the row of a number, id or name. */
    void removeId(String key) throws X;

    /** Deletes a customer. */
    void removeCustomer(String customerId) throws X;
}
