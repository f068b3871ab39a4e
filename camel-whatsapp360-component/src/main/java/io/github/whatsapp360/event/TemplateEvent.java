/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.TemplateChange;

/**
 * A change of a template.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param change the details of the change
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update">Template
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
