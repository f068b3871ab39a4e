/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer of an account.
 *
 * <p>{@code toString} shows only the customer id. Immutable and thread-safe.
 *
 * @param customerId opaque, at most 64 letters and digits; stays the same when numbers and ids are hidden, added or
 *     changed
 * @param phone the present phone number, digits only; null if it is not known
 * @param userId the present business-scoped user id; null if it is not known
 * @param parentUserId the present user id among linked portfolios; null if it is not known
 * @param username the user name without {@code @}; null if it is not known
 * @param aliases everything the customer was ever known by, oldest first, the present ones included
 */
public record CustomerIdentity(
        String customerId,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String parentUserId,
        @Nullable String username,
        List<Alias> aliases) {

    public CustomerIdentity {
        requireNonNull(customerId, "customerId");
        aliases = List.copyOf(aliases);
    }

    /** What a customer can be reached by: the number, otherwise the user id; null if neither is known. */
    public @Nullable String reachableBy() {
        return phone != null ? phone : userId != null ? userId : parentUserId;
    }

    @Override
    public String toString() {
        return "CustomerIdentity[" + customerId + "]";
    }

    /** The kinds of names of a customer. The names are values of the JSON form. */
    public enum Kind {
        /** A phone number, digits only. */
        phone,
        /** A business-scoped user id. */
        userId,
        /** A business-scoped user id among linked portfolios. */
        parentUserId,
        /** A user name, without {@code @}. */
        username
    }

    /**
     * A name of the customer, and when it was one. Times are those of the events, in whole seconds.
     *
     * <p>{@code toString} does not show the value.
     *
     * @param kind the kind of name
     * @param value the name
     * @param since when it was first seen
     * @param until when the customer changed or lost it; null while it is a present one
     */
    public record Alias(
            Kind kind,
            String value,
            Instant since,
            @Nullable Instant until) {

        public Alias {
            requireNonNull(kind, "kind");
            requireNonNull(value, "value");
            requireNonNull(since, "since");
        }

        @Override
        public String toString() {
            return "Alias[" + kind + "]";
        }
    }
}
