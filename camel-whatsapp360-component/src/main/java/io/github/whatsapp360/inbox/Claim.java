/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event that was claimed for processing. No other event of the same conversation and subscription can be claimed
 * until the claim is settled: {@linkplain Inbox#complete completed}, {@linkplain Inbox#retry retried}, {@linkplain
 * Inbox#release released} or {@linkplain Inbox#bury buried}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id number of the event in this inbox; ascends in the order of arrival
 * @param event the event
 * @param attempts number of failed runs so far; 0 at first
 * @param storedAt when the event was stored
 * @param recovered whether an earlier process may have run the event already
 */
public record Claim(long id, InboxEvent event, int attempts, Instant storedAt, boolean recovered) {

    public Claim {
        requireNonNull(event, "event");
        requireNonNull(storedAt, "storedAt");
    }
}
