/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.internal.LruMap;
import io.github.whatsapp360.webhook.internal.DedupeKeys;
import java.time.Instant;
import java.util.Map;

/**
 * When the latest messages were sent, as far as this process knows: a message may be delivered up to 30 days later, and
 * its price depends on the window at the time of sending.
 *
 * <p>Thread-safe.
 */
final class SendTimes {

    private static final int MAXIMUM_MESSAGES = 20_000;

    private final Map<String, Instant> times = new LruMap<>(MAXIMUM_MESSAGES);

    /** A message of this id has just been accepted. */
    void accepted(String messageId, Instant now) {
        learn(DedupeKeys.of("status", messageId), now);
    }

    /** The earliest time counts. */
    synchronized void learn(String message, Instant at) {
        times.merge(message, at, (known, told) -> known.isBefore(told) ? known : told);
    }

    /** When the message was sent; the given time if that is not known. */
    synchronized Instant timeOf(String message, Instant otherwise) {
        Instant known = times.get(message);
        return known == null || known.isAfter(otherwise) ? otherwise : known;
    }
}
