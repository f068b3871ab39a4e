package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What could not be worked off and is kept for an operator.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the inbox's own number, ascending
 * @param kind the event's kind, or {@value #UNREADABLE} for a delivery that could not be split
 * @param key the event's key
 * @param body the event, or the raw bytes of an unreadable delivery
 * @param attempts how often it was tried
 * @param storedAt when it arrived
 * @param buriedAt when it was given up
 * @param problem why, in one line, without customer data
 */
@SuppressWarnings("ArrayRecordComponent") // told apart by key and id, never by equals
public record DeadLetter(
        long id,
        String kind,
        String key,
        byte[] body,
        int attempts,
        Instant storedAt,
        Instant buriedAt,
        String problem) {

    /** The kind of a delivery that could not be split into events. It cannot be replayed. */
    public static final String UNREADABLE = "unreadable";

    public DeadLetter {
        requireNonNull(kind, "kind");
        requireNonNull(key, "key");
        requireNonNull(body, "body");
        requireNonNull(storedAt, "storedAt");
        requireNonNull(buriedAt, "buriedAt");
        requireNonNull(problem, "problem");
    }

    @Override
    public String toString() {
        return "DeadLetter[" + id + ", " + kind + ", " + attempts + " attempts, " + problem + "]";
    }
}
