/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one event, or the answer to a send, tells about the ids of a person.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ids the ids of the person, after the change if there was one
 * @param at time of the event; truncated to seconds
 * @param before the ids before a change; null if the event reports none
 * @param writtenAs the digits under which the business wrote to the number of {@code ids}; null unless they differ
 * @param conversation key of the conversation in which events of a new customer run
 */
public record IdentityEvidence(
        PersonIds ids,
        Instant at,
        @Nullable PersonIds before,
        @Nullable String writtenAs,
        String conversation) {

    public IdentityEvidence {
        requireNonNull(ids, "ids");
        requireNonNull(conversation, "conversation");
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The ids belong to one person at that time. */
    public static IdentityEvidence seen(PersonIds ids, Instant at, String conversation) {
        return new IdentityEvidence(ids, at, null, null, conversation);
    }

    /** The person had other ids before that time. */
    public static IdentityEvidence changed(PersonIds before, PersonIds after, Instant at, String conversation) {
        return new IdentityEvidence(after, at, before, null, conversation);
    }

    long second() {
        return at.getEpochSecond();
    }
}
