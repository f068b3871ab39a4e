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
 * @param former conversations of customers that were merged into this one, each before the one that its events joined
 */
public record KnownCustomer(CustomerIdentity identity, String conversation, List<String> former) {

    public KnownCustomer {
        requireNonNull(identity, "identity");
        requireNonNull(conversation, "conversation");
        former = List.copyOf(former);
    }

    /** The conversations whose events run before those of this one. */
    public List<String> before(String earlierOrPresent) {
        int place = former.indexOf(earlierOrPresent);
        return place >= 0 ? former.subList(0, place) : earlierOrPresent.equals(conversation) ? former : List.of();
    }

    @Override
    public String toString() {
        return "KnownCustomer[" + identity.customerId() + "]";
    }
}
