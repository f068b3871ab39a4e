/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.util.Locale;

/** How far a message has come. Thread-safe. */
public enum Tick {
    /** The API answered with an id; nothing is known yet. */
    ACCEPTED,
    /** At WhatsApp's servers: one grey tick. */
    SENT,
    /** On the customer's phone: two grey ticks. */
    DELIVERED,
    /** Seen: two blue ticks. */
    READ,
    /** A voice message was listened to: a blue microphone. */
    PLAYED,
    /** Will not arrive. */
    FAILED;

    /** The word used in status events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
