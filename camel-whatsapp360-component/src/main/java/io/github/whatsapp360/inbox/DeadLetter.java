/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event or delivery that could not be processed and is kept for an operator.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id number of the dead letter in this inbox; ascending. An event keeps its number when it becomes a dead letter
 * @param kind the event's kind, or {@value #UNREADABLE} for a delivery that could not be split
 * @param key the event's key
 * @param body the event, or the raw bytes of an unreadable delivery; null if the body was not read, as in a list
 * @param size size of the body in bytes, also if the body was not read
 * @param attempts number of runs
 * @param storedAt when the event was stored
 * @param buriedAt when it became a dead letter
 * @param problem reason in one line, without customer data
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id and key, never by equals
public record DeadLetter(
        long id,
        String kind,
        String key,
        byte @Nullable [] body,
        int size,
        int attempts,
        Instant storedAt,
        Instant buriedAt,
        String problem) {

    /** The kind of a delivery that could not be split into events. It cannot be replayed. */
    public static final String UNREADABLE = "unreadable";

    // Not the compact form: NullAway does not see there that the body may be null.
    public DeadLetter(
            long id,
            String kind,
            String key,
            byte @Nullable [] body,
            int size,
            int attempts,
            Instant storedAt,
            Instant buriedAt,
            String problem) {
        this.id = id;
        this.kind = requireNonNull(kind, "kind");
        this.key = requireNonNull(key, "key");
        this.body = body;
        this.size = size;
        this.attempts = attempts;
        this.storedAt = requireNonNull(storedAt, "storedAt");
        this.buriedAt = requireNonNull(buriedAt, "buriedAt");
        this.problem = requireNonNull(problem, "problem");
    }

    /** A dead letter with its body. */
    public DeadLetter(
            long id,
            String kind,
            String key,
            byte[] body,
            int attempts,
            Instant storedAt,
            Instant buriedAt,
            String problem) {
        this(id, kind, key, body, body.length, attempts, storedAt, buriedAt, problem);
    }

    /** Returns this dead letter without its body. */
    public DeadLetter withoutBody() {
        return new DeadLetter(id, kind, key, null, size, attempts, storedAt, buriedAt, problem);
    }

    @Override
    public String toString() {
        return "DeadLetter[" + id + ", " + kind + ", " + attempts + " attempts, " + problem + "]";
    }
}
