/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The customer service window of one user or group at one instant.
 *
 * <p>Immutable and thread-safe.
 *
 * @param state whether free-form messages are allowed
 * @param openedBy what opened the window; null unless it is open
 * @param opened when the window was opened; null unless it is open
 * @param expires the first instant at which the window is closed; null unless it is open
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows"
 *     >Customer
 *     service windows</a>
 */
public record ServiceWindow(
        State state,
        @Nullable OpenedBy openedBy,
        @Nullable Instant opened,
        @Nullable Instant expires) {

    /** A closed window. */
    public static final ServiceWindow CLOSED = new ServiceWindow(State.closed, null, null, null);

    /** A window in an unknown state. */
    public static final ServiceWindow UNKNOWN = new ServiceWindow(State.unknown, null, null, null);

    public ServiceWindow {
        requireNonNull(state, "state");
    }

    /** Whether free-form messages are allowed. The names are values of a header. */
    public enum State {
        /** The window is open: free-form messages are allowed. */
        open,
        /** The window is closed: only templates are allowed. */
        closed,
        /**
         * The state is unknown: there was no event of the user, or none since the API last reported the window as open.
         */
        unknown
    }

    /** What opens a window. */
    public enum OpenedBy {
        /** The user wrote or called. */
        user,
        /** A template was delivered to the user. */
        template
    }
}
