/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.time.Duration;

/**
 * When the statuses of an accepted message are reported, counted from the moment it was accepted. Thread-safe.
 *
 * @param sent default 50 ms
 * @param delivered default 150 ms
 * @param read default 400 ms; a voice message is reported played as much later again
 */
public record StatusDelays(Duration sent, Duration delivered, Duration read) {

    /** The defaults: quick, but one after the other. */
    public static final StatusDelays QUICK =
            new StatusDelays(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(400));

    /** Checks that none is negative. */
    public StatusDelays {
        if (sent.isNegative() || delivered.isNegative() || read.isNegative()) {
            throw new IllegalArgumentException("Expected delays of zero or more, Actual a negative one");
        }
    }
}
