/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A table of windows by phone number, user id or group.
 *
 * @param <X> exception of the table
 */
public interface WindowTable<X extends Exception> {

    /** Returns the row of a key; null if there is none. */
    @Nullable
    Row get(String key) throws X;

    /** Inserts or replaces the row of a key. */
    void put(String key, Row row) throws X;

    /**
     * The row of one number or id.
     *
     * <p>Immutable and thread-safe.
     *
     * @param facts the facts
     * @param link another number or id of the same user; null if none is known
     */
    record Row(WindowFacts facts, @Nullable Link link) {

        static final Row EMPTY = new Row(WindowFacts.NONE, null);

        public Row {
            requireNonNull(facts, "facts");
        }

        /** Returns the latest instant in the row. */
        public Instant latest() {
            return link == null ? facts.latest() : WindowFacts.later(facts.latest(), link.since());
        }
    }

    /**
     * A link from one key to another: the facts up to an instant belong to the other key.
     *
     * <p>Its string contains no phone numbers. Immutable and thread-safe.
     *
     * @param key the other key
     * @param until last instant for which the link holds; {@link Instant#MAX} for no limit
     * @param since when the link was learned; a later link replaces an earlier one
     */
    record Link(String key, Instant until, Instant since) {

        public Link {
            requireNonNull(key, "key");
            requireNonNull(until, "until");
            requireNonNull(since, "since");
        }

        @Override
        public String toString() {
            return "Link[until=" + until + ", since=" + since + "]";
        }
    }
}
