/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one event on a service window.
 *
 * <p>Immutable and thread-safe.
 *
 * @param owner the user or group; its phone number and id are linked from now on
 * @param effect the effect
 * @param at time of the event; truncated to seconds
 * @param movedTo the new number or id of the user; null unless it changed
 */
public record WindowEvent(
        WindowOwner owner,
        Effect effect,
        Instant at,
        @Nullable WindowOwner movedTo) {

    public WindowEvent {
        requireNonNull(owner, "owner");
        requireNonNull(effect, "effect");
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Creates an event without a change of number or id. */
    public WindowEvent(WindowOwner owner, Effect effect, Instant at) {
        this(owner, effect, at, null);
    }

    /** Creates the event of a changed number or id. */
    public static WindowEvent moved(WindowOwner from, WindowOwner to, Instant at) {
        return new WindowEvent(from, Effect.IDENTIFIED, at, to);
    }

    /** The effect of an event. */
    public enum Effect {
        /** The user wrote or called: the window is open for 24 hours. */
        USER_WROTE,
        /**
         * A template was delivered: the window is open for 24 hours if the option {@code templateOpensWindow} is set.
         */
        TEMPLATE_DELIVERED,
        /** The API reported a message as part of an open window. */
        SEEN_OPEN,
        /** The API refused a message because the window is closed. */
        SEEN_CLOSED,
        /** No effect; the number and the id belong to the same user. */
        IDENTIFIED
    }
}
