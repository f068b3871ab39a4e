/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.identity.CustomerIdentity;
import java.util.List;

/**
 * A customer as the component uses it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param identity what is known of the customer
 * @param conversation key of the conversation in which the customer's events run
 * @param former conversations of customers that were merged into this one: their events run first
 */
public record KnownCustomer(CustomerIdentity identity, String conversation, List<String> former) {

    public KnownCustomer {
        requireNonNull(identity, "identity");
        requireNonNull(conversation, "conversation");
        former = List.copyOf(former);
    }

    @Override
    public String toString() {
        return "KnownCustomer[" + identity.customerId() + "]";
    }
}
