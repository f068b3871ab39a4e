/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What customers do: each of it becomes a message of the chat, moves the window, and is reported to the business.
 * Confined to the event loop.
 */
public final class Inbound {

    private final World world;
    private final Outbox outbox;

    /** Customers of this world, whose doings are reported to that outbox. */
    public Inbound(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /**
     * A customer sends a message.
     *
     * @param type the wire name, for example {@code image}
     * @param payload the member of that name; null for types that have none
     * @param quoted the id of the message that is answered, or null
     * @return the id of the new message
     */
    public String message(Chat chat, String type, @Nullable JsonNode payload, @Nullable String quoted) {
        ObjectNode element = Json.object();
        if (quoted != null) {
            element.putObject("context").put("from", chat.channel().phone()).put("id", quoted);
        }
        element.put("type", type);
        if (payload != null) {
            element.set(type, payload);
        }
        return element(chat, element);
    }

    /**
     * A customer sends a message whose element is given, also of a type that nobody knows; {@code from}, the user ids,
     * {@code id} and {@code timestamp} are filled in where they are absent. What a customer sends whom
     * the business has blocked does not arrive.
     *
     * @return the id of the new message
     */
    public String element(Chat chat, ObjectNode given) {
        return element(chat, chat.person(), given);
    }

    /**
     * The same for a member of a group.
     *
     * @param chat of the group
     */
    public String element(Chat chat, Person person, ObjectNode given) {
        Instant now = world.now();
        String type = given.path("type").asText("text");
        ObjectNode element = Json.object();
        boolean byWhatsapp = type.equals("system");
        if (!byWhatsapp) {
            world.people().name(element, person, "from", "from_");
        }
        element.put("id", world.ids().inbound(person.waId()));
        if (chat.person().isGroup()) {
            element.put("group_id", chat.person().waId());
        }
        element.put("timestamp", Long.toString(now.getEpochSecond()));
        element.setAll(given);
        ChatMessage message = new ChatMessage(element.path("id").asText(), chat, false, element, now);
        chat.add(message);
        if (!byWhatsapp && chat.channel().blocked().contains(person.waId())) {
            message.tick(Tick.SENT);
            world.changed("message", message::view);
            return message.id();
        }
        if (opensWindow(type, element)) {
            chat.openWindow(now);
            world.changed("chat", chat::view);
        }
        world.changed("message", message::view);
        outbox.emit(
                chat.channel(),
                WebhookEvent.message(element, byWhatsapp ? null : world.people().contact(person), chat.lane()));
        return message.id();
    }

    private static boolean opensWindow(String type, ObjectNode element) {
        return switch (type) {
            case "system", "request_welcome", "edit", "revoke" -> false;
            case "reaction" -> !element.path("reaction").path("emoji").asText().isEmpty();
            default -> true;
        };
    }
}
