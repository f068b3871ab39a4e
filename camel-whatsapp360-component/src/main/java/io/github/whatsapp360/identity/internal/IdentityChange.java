/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.identity.CustomerIdentity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer was known by other names before.
 *
 * <p>Immutable and thread-safe.
 *
 * @param before the customer before the change
 * @param after the same customer after it; of two customers that turned out to be one, the remaining one
 * @param at time of the event that taught it
 * @param conversation key of the customer's conversation
 */
public record IdentityChange(CustomerIdentity before, CustomerIdentity after, Instant at, String conversation) {

    public IdentityChange {
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(at, "at");
        requireNonNull(conversation, "conversation");
    }

    /** The customer that was merged into another one; null if none was. */
    public @Nullable String merged() {
        return before.customerId().equals(after.customerId()) ? null : before.customerId();
    }
}
