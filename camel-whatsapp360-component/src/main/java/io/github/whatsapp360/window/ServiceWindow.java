package io.github.whatsapp360.window;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The customer service window of one user or group, at one moment.
 *
 * <p>Immutable and thread-safe.
 *
 * @param state whether free-form messages are let through
 * @param openedBy what opened it; null unless it is open
 * @param opened when; null unless it is open
 * @param expires the first instant at which it is closed; null unless it is open
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows">Customer
 *     service windows</a>
 */
public record ServiceWindow(
        State state,
        @Nullable OpenedBy openedBy,
        @Nullable Instant opened,
        @Nullable Instant expires) {

    /** A closed one. */
    public static final ServiceWindow CLOSED = new ServiceWindow(State.closed, null, null, null);

    /** One of which nobody can tell. */
    public static final ServiceWindow UNKNOWN = new ServiceWindow(State.unknown, null, null, null);

    public ServiceWindow {
        requireNonNull(state, "state");
    }

    /** Whether free-form messages are let through. The names are values of a header. */
    public enum State {
        /** They are. */
        open,
        /** They are not: templates only. */
        closed,
        /** Nobody can tell: the user was never heard of, or not since the window was last seen open. */
        unknown
    }

    /** What opens a window. */
    public enum OpenedBy {
        /** The user wrote or called. */
        user,
        /** A template reached the user. */
        template
    }
}
