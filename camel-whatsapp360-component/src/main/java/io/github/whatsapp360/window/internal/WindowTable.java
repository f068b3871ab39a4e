package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where windows are kept, by phone number, user id or group.
 *
 * @param <X> how it fails
 */
public interface WindowTable<X extends Exception> {

    /** What is kept under a key; null if it was never heard of, or long ago. */
    @Nullable
    Row get(String key) throws X;

    /** Keeps something, instead of what was kept under this key. */
    void put(String key, Row row) throws X;

    /**
     * What is kept under one number or id.
     *
     * <p>Immutable and thread-safe.
     *
     * @param facts what is known
     * @param link another number or id of the same user; null if none is known
     */
    record Row(WindowFacts facts, @Nullable Link link) {

        static final Row EMPTY = new Row(WindowFacts.NONE, null);

        public Row {
            requireNonNull(facts, "facts");
        }

        /** The latest instant at which anything was learned here. */
        public Instant latest() {
            return link == null ? facts.latest() : WindowFacts.later(facts.latest(), link.since());
        }
    }

    /**
     * All that is not later than an instant belongs to another key.
     *
     * <p>Prints no numbers. Immutable and thread-safe.
     *
     * @param key the other one
     * @param until up to when; {@link Instant#MAX} for all
     * @param since when this was learned; of two links the one that was learned later holds
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
