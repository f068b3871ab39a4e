package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one window: of each kind of sign the latest, by the event's own time. Taking the later of two is all that ever
 * happens to it, so that the order of events does not matter, nor how often one comes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param wrote when the user last wrote or called
 * @param templated when a template last reached the user
 * @param seenOpen when the API last called a message part of an open window
 * @param seenClosed when the API last refused a message because the window is closed
 */
public record WindowFacts(Instant wrote, Instant templated, Instant seenOpen, Instant seenClosed) {

    /** How long a window stays open. */
    public static final Duration LENGTH = Duration.ofHours(24);

    /** The instant that stands for never. */
    static final Instant NEVER = Instant.EPOCH;

    /** Of a user that was never heard of. */
    public static final WindowFacts NONE = new WindowFacts(NEVER, NEVER, NEVER, NEVER);

    public WindowFacts {
        requireNonNull(wrote, "wrote");
        requireNonNull(templated, "templated");
        requireNonNull(seenOpen, "seenOpen");
        requireNonNull(seenClosed, "seenClosed");
    }

    /** The evidence of one windowEvent. */
    static WindowFacts of(WindowEvent.Effect effect, Instant at) {
        return switch (effect) {
            case USER_WROTE -> new WindowFacts(at, NEVER, NEVER, NEVER);
            case TEMPLATE_DELIVERED -> new WindowFacts(NEVER, at, NEVER, NEVER);
            case SEEN_OPEN -> new WindowFacts(NEVER, NEVER, at, NEVER);
            case SEEN_CLOSED -> new WindowFacts(NEVER, NEVER, NEVER, at);
            case IDENTIFIED -> NONE;
        };
    }

    /** Both together. */
    public WindowFacts and(WindowFacts other) {
        return new WindowFacts(
                later(wrote, other.wrote),
                later(templated, other.templated),
                later(seenOpen, other.seenOpen),
                later(seenClosed, other.seenClosed));
    }

    /** The part of it that is not later than an instant. */
    WindowFacts upTo(Instant last) {
        return new WindowFacts(upTo(wrote, last), upTo(templated, last), upTo(seenOpen, last), upTo(seenClosed, last));
    }

    /** The part of it that is later. */
    WindowFacts after(Instant last) {
        return new WindowFacts(
                after(wrote, last), after(templated, last), after(seenOpen, last), after(seenClosed, last));
    }

    /** The latest sign of all. */
    Instant latest() {
        return later(later(wrote, templated), later(seenOpen, seenClosed));
    }

    /**
     * What it says at an instant.
     *
     * @param templateOpens whether a template that reached the user opens the window
     */
    public ServiceWindow at(Instant now, boolean templateOpens) {
        boolean byTemplate = templateOpens && templated.isAfter(wrote);
        Instant opened = byTemplate ? templated : wrote;
        // The API's word beats our clock. Within the same second the user's message may have come after it, for times
        // are
        // whole seconds; a template cannot, for what was refused was sent because of it.
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
        // Seen open after that: the user must have written, and we have not heard of it.
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
