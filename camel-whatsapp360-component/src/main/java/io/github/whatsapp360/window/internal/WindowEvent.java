package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an event does to a window.
 *
 * <p>Immutable and thread-safe.
 *
 * @param owner whose window; phone number and id of one owner are known to be the same user from now on
 * @param effect what it does
 * @param at when, by the event's own clock; whole seconds
 * @param movedTo the number or id that the user has from then on; null unless it changed
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

    /** A movement of a user who stays who he is. */
    public WindowEvent(WindowOwner owner, Effect effect, Instant at) {
        this(owner, effect, at, null);
    }

    /** The user has another number or id. */
    public static WindowEvent moved(WindowOwner from, WindowOwner to, Instant at) {
        return new WindowEvent(from, Effect.IDENTIFIED, at, to);
    }

    /** What an event does. */
    public enum Effect {
        /** The user wrote or called: open for 24 hours. */
        USER_WROTE,
        /** A template reached the user: open for 24 hours, for those who believe so. */
        TEMPLATE_DELIVERED,
        /** The API called a message part of an open window. */
        SEEN_OPEN,
        /** The API refused a message because the window is closed. */
        SEEN_CLOSED,
        /** Nothing; but the user was met under this number and id. */
        IDENTIFIED
    }
}
