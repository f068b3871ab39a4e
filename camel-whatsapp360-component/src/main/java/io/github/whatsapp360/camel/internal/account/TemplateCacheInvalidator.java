/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.PartnerEvent;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.change.PartnerNotice;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invalidates the cached definitions of templates that events report as changed, whether or not a route consumes these
 * events.
 *
 * <p>Thread-safe.
 */
final class TemplateCacheInvalidator {

    private static final String OF_360DIALOG = "360:waba_template_";

    private final EventReader reader = new EventReader(Whatsapp360Exception::of);

    /** Invalidates the templates that the events of this delivery report as changed. */
    void invalidate(List<EventElement> delivery, Whatsapp360Client client) {
        for (EventElement element : delivery) {
            if (element.family().equals("template") || element.name().startsWith(OF_360DIALOG)) {
                client.invalidateTemplate(nameIn(element));
            }
        }
    }

    /** Null if the event has no template name in a known form. */
    private @Nullable String nameIn(EventElement element) {
        InboundEvent event;
        try {
            event = reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
        if (event instanceof TemplateEvent template) {
            return template.change().templateName();
        }
        return event instanceof PartnerEvent partner && partner.notice() instanceof PartnerNotice.Template changed
                ? changed.template().name()
                : null;
    }
}
