package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.TemplateChange;

/**
 * Something happened to a template.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the element exactly as it came
 * @param change what happened
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update">Template
 *     status webhook</a>
 */
public record TemplateEvent(EventSource source, RawJson raw, TemplateChange change) implements InboundEvent {

    public TemplateEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
    }

    @Override
    public String family() {
        return EventFamily.TEMPLATE.word();
    }

    @Override
    public String toString() {
        return "TemplateEvent[name=" + name() + "]";
    }
}
