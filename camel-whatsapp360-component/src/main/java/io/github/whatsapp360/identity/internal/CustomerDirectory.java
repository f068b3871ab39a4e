/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import io.github.whatsapp360.message.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id of a customer by any number or id of the person.
 *
 * <p>Implementations are thread-safe, never throw, and may read the database: do not call them on an event-loop thread.
 */
public interface CustomerDirectory {

    /** Knows nobody. */
    CustomerDirectory NONE = (phone, userId) -> null;

    /**
     * Returns the customer with this number or id. If they belong to different customers, the user id decides.
     *
     * @param phone digits only
     * @param userId business-scoped, also of linked portfolios
     * @return the customer id; null if there is no such customer yet, or the store cannot be read
     */
    @Nullable
    String customerOf(@Nullable String phone, @Nullable String userId);

    /** Returns the customer id of a recipient; null for a group, and as {@link #customerOf(String, String)}. */
    default @Nullable String customerOf(Recipient recipient) {
        if (recipient instanceof Recipient.Phone phone) {
            return customerOf(phone.key(), null);
        }
        return recipient instanceof Recipient.Group ? null : customerOf(null, recipient.key());
    }
}
