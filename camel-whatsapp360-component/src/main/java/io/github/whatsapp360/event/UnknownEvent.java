package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

/**
 * Something of a field that this version does not know, or that stands where changes should; the name is the field as it came.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the value exactly as it came
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview#fields">Webhook
 *     fields</a>
 */
public record UnknownEvent(EventSource source, RawJson raw) implements InboundEvent {

    public UnknownEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
    }

    @Override
    public String family() {
        return EventFamily.UNKNOWN.word();
    }

    @Override
    public String toString() {
        return "UnknownEvent[name=" + name() + "]";
    }
}
