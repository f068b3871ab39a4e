/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * One customer.
 *
 * <p>Its string contains no number or id. Immutable and thread-safe.
 *
 * @param id the customer id
 * @param conversation key of the conversation in which the customer's events run; never changes
 * @param created when the customer was first seen, in seconds since 1970
 * @param seen the last sign of life, in seconds since 1970; up to {@link IdentityUpdater#SEEN_INTERVAL} old
 * @param ids keys of the present and former ids of the customer; see {@link PersonIds#key}
 * @param former conversations of customers that were merged into this one: their events may still wait
 */
public record CustomerRow(
        String id, String conversation, long created, long seen, List<String> ids, List<String> former) {

    /** Upper limit of former conversations; the oldest are dropped. */
    private static final int MAXIMUM_FORMER = 8;

    public CustomerRow {
        requireNonNull(id, "id");
        requireNonNull(conversation, "conversation");
        ids = List.copyOf(ids);
        former = List.copyOf(former);
    }

    CustomerRow seenAt(long at) {
        return at <= seen ? this : new CustomerRow(id, conversation, created, at, ids, former);
    }

    CustomerRow withIds(List<String> keys) {
        return new CustomerRow(id, conversation, created, seen, keys, former);
    }

    /** Adds what a merged customer leaves behind. */
    CustomerRow merged(CustomerRow other) {
        List<String> conversations = new ArrayList<>(former);
        for (String left : all(other)) {
            if (!left.equals(conversation) && !conversations.contains(left)) {
                conversations.add(left);
            }
        }
        int surplus = Math.max(0, conversations.size() - MAXIMUM_FORMER);
        return new CustomerRow(
                id,
                conversation,
                Math.min(created, other.created),
                Math.max(seen, other.seen),
                ids,
                conversations.subList(surplus, conversations.size()));
    }

    private static List<String> all(CustomerRow other) {
        List<String> all = new ArrayList<>(other.former);
        all.add(other.conversation);
        return all;
    }

    @Override
    public String toString() {
        return "CustomerRow[" + id + "]";
    }
}
