/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

/** How a connection can misbehave. Thread-safe. */
public enum Transport {
    /** The connection is closed before anything is answered; the request has no effect. */
    RESET,
    /** The request takes effect, and the connection is closed before anything is answered. */
    RESET_AFTER_EFFECT,
    /** The request takes effect, half of the answer is written, then the connection is closed. */
    CUT_ANSWER,
    /** The request is read and nothing ever comes back; it has no effect. */
    SILENCE,
    /** The request takes effect, and nothing ever comes back. */
    SILENCE_AFTER_EFFECT;

    /** Whether the request takes effect although the client does not learn of it. */
    public boolean afterEffect() {
        return this == RESET_AFTER_EFFECT || this == CUT_ANSWER || this == SILENCE_AFTER_EFFECT;
    }
}
