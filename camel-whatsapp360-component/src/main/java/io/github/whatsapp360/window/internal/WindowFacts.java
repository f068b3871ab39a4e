/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;

/**
 * The facts about one window: the latest instant of each kind of event, by the time of the event. Facts are merged only
 * by taking the later instant, so that order and repetition of events do not matter.
 *
 * <p>Immutable and thread-safe.
 *
 * @param wrote when the user last wrote or called
 * @param templated when a template was last delivered to the user
 * @param seenOpen when the API last reported a message as part of an open window
 * @param seenClosed when the API last refused a message because the window was closed
 */
public record WindowFacts(Instant wrote, Instant templated, Instant seenOpen, Instant seenClosed) {

    /** How long a window stays open. */
    public static final Duration LENGTH = Duration.ofHours(24);

    /** The instant that stands for never. */
    static final Instant NEVER = Instant.EPOCH;

    /** No facts. */
    public static final WindowFacts NONE = new WindowFacts(NEVER, NEVER, NEVER, NEVER);

    public WindowFacts {
        requireNonNull(wrote, "wrote");
        requireNonNull(templated, "templated");
        requireNonNull(seenOpen, "seenOpen");
        requireNonNull(seenClosed, "seenClosed");
    }

    /** Returns the facts of one event. */
    static WindowFacts of(WindowEvent.Effect effect, Instant at) {
        return switch (effect) {
            case USER_WROTE -> new WindowFacts(at, NEVER, NEVER, NEVER);
            case TEMPLATE_DELIVERED -> new WindowFacts(NEVER, at, NEVER, NEVER);
            case SEEN_OPEN -> new WindowFacts(NEVER, NEVER, at, NEVER);
            case SEEN_CLOSED -> new WindowFacts(NEVER, NEVER, NEVER, at);
            case IDENTIFIED -> NONE;
        };
    }

    /** Merges two facts. */
    public WindowFacts and(WindowFacts other) {
        return new WindowFacts(
                later(wrote, other.wrote),
                later(templated, other.templated),
                later(seenOpen, other.seenOpen),
                later(seenClosed, other.seenClosed));
    }

    /** Returns the part up to and including an instant. */
    WindowFacts upTo(Instant last) {
        return new WindowFacts(upTo(wrote, last), upTo(templated, last), upTo(seenOpen, last), upTo(seenClosed, last));
    }

    /** Returns the part after an instant. */
    WindowFacts after(Instant last) {
        return new WindowFacts(
                after(wrote, last), after(templated, last), after(seenOpen, last), after(seenClosed, last));
    }

    /** Returns the latest instant. */
    Instant latest() {
        return later(later(wrote, templated), later(seenOpen, seenClosed));
    }

    /**
     * Derives the window at an instant.
     *
     * @param templateOpens whether a delivered template opens the window
     */
    public ServiceWindow at(Instant now, boolean templateOpens) {
        boolean byTemplate = templateOpens && templated.isAfter(wrote);
        Instant opened = byTemplate ? templated : wrote;
        // A refusal by the API overrides the derived state. Times are whole seconds: within the same second, the user
        // may have written after the refusal. A template of the same second was sent before the refused message, so it
        // does not count.
        boolean refused =
                seenClosed.isAfter(later(wrote, seenOpen)) && !(templateOpens && templated.isAfter(seenClosed));
        if (refused) {
            return ServiceWindow.CLOSED;
        }
        Instant expires = opened.plus(LENGTH);
        if (now.isBefore(expires)) {
            ServiceWindow.OpenedBy by = byTemplate ? ServiceWindow.OpenedBy.template : ServiceWindow.OpenedBy.user;
            return new ServiceWindow(ServiceWindow.State.open, by, opened, expires);
        }
        // The API reported an open window later: the user must have written, but that event is missing.
        boolean seenSince = now.isBefore(seenOpen.plus(LENGTH));
        return opened.equals(NEVER) || seenSince ? ServiceWindow.UNKNOWN : ServiceWindow.CLOSED;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant upTo(Instant sign, Instant last) {
        return sign.isAfter(last) ? NEVER : sign;
    }

    private static Instant after(Instant sign, Instant last) {
        return sign.isAfter(last) ? sign : NEVER;
    }
}
