/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.hook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.WebhookEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts events into the body of one delivery. Thread-safe. */
final class Envelope {

    private Envelope() {}

    /** Meta's form: one entry; neighbours of one kind share a change, as Meta batches them. */
    static ObjectNode meta(Channel channel, List<WebhookEvent> events, Instant now) {
        ObjectNode body = Json.object().put("object", "whatsapp_business_account");
        ObjectNode entry = body.putArray("entry").addObject().put("id", Channel.WABA_ID);
        if (events.stream().anyMatch(event -> event.member() == null)) {
            entry.put("time", now.getEpochSecond());
        }
        ArrayNode changes = entry.putArray("changes");
        WebhookEvent previous = null;
        ObjectNode value = Json.object();
        for (WebhookEvent event : events) {
            String member = event.member();
            if (member == null) {
                changes.addObject().put("field", event.field()).set("value", event.element());
            } else {
                if (!sameKind(previous, event)) {
                    value = Json.object().put("messaging_product", "whatsapp");
                    value.set("metadata", channel.metadata());
                    changes.addObject().<ObjectNode>set("value", value).put("field", event.field());
                }
                addContact(value, event);
                value.withArray("/" + member).add(event.element());
            }
            previous = event;
        }
        return body;
    }

    /** The bare form of the on-premise API. */
    static ObjectNode onPremise(List<WebhookEvent> events) {
        ObjectNode body = Json.object();
        for (WebhookEvent event : events) {
            String member = event.member();
            if (member != null) {
                if (member.equals("messages")) {
                    addContact(body, event);
                }
                body.withArray("/" + member).add(event.element());
            }
        }
        return body;
    }

    private static boolean sameKind(@Nullable WebhookEvent previous, WebhookEvent event) {
        return previous != null
                && previous.field().equals(event.field())
                && event.member() != null
                && event.member().equals(previous.member());
    }

    private static void addContact(ObjectNode value, WebhookEvent event) {
        ObjectNode contact = event.contact();
        if (contact == null) {
            return;
        }
        Set<String> known = new HashSet<>();
        ArrayNode contacts = value.withArray("/contacts");
        contacts.forEach(each -> known.add(each.path("user_id").asText()));
        if (known.add(contact.path("user_id").asText())) {
            contacts.add(contact);
        }
    }
}
