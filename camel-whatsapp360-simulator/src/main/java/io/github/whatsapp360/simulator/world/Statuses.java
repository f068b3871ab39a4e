/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Writes the elements of {@code statuses}. Confined to the event loop. */
final class Statuses {

    private Statuses() {}

    /**
     * One status; for a group one for each member.
     */
    static List<ObjectNode> elements(ChatMessage message, Instant at, World world) {
        Person peer = message.chat().person();
        ObjectNode status = element(message, at, world);
        if (!peer.isGroup()) {
            return List.of(status);
        }
        status.put("recipient_type", "group").put("group_id", peer.waId());
        if (peer.members().isEmpty() || message.tick() == Tick.SENT) {
            return List.of(status);
        }
        return peer.members().stream()
                .map(member -> world.people()
                        .name(status.deepCopy(), member, "recipient_participant_id", "recipient_participant_"))
                .toList();
    }

    /** Who got it: with the number to which it was sent, and with the username only once it has arrived. */
    static ObjectNode contact(ChatMessage message, World world) {
        ObjectNode contact = world.people().contact(message.chat().person());
        if (message.tick() == Tick.SENT) {
            contact.withObject("/profile").remove("username");
        }
        String number = number(message);
        if (isLeft(number, message)) {
            contact.remove(List.of("user_id", "parent_user_id"));
        }
        return number.isEmpty() ? contact : contact.put("wa_id", number);
    }

    /** Whether the recipient has another number by now: the present ids were never those of this number. */
    private static boolean isLeft(String number, ChatMessage message) {
        return !number.isEmpty() && !number.equals(message.chat().person().waId());
    }

    /** The number to which it was sent, which may be somebody else's by now; empty when it was sent to a user id. */
    private static String number(ChatMessage message) {
        Person person = message.chat().person();
        String to = message.json().path("to").asText("");
        return person.isGroup() ? person.waId() : to.replaceAll("[^0-9]", "");
    }

    private static ObjectNode element(ChatMessage message, Instant at, World world) {
        Person person = message.chat().person();
        ObjectNode status = Json.object()
                .put("id", message.id())
                .put("status", message.tick().word())
                .put("timestamp", Long.toString(at.getEpochSecond()));
        String number = number(message);
        boolean failed = message.tick() == Tick.FAILED;
        // What was sent to a number always shows it; a failure shows only what the message was sent to.
        if (!number.isEmpty() || (!failed && person.showsPhone())) {
            status.put("recipient_id", number.isEmpty() ? person.waId() : number);
        }
        if (!person.isGroup() && (number.isEmpty() || !failed) && !isLeft(number, message)) {
            world.people().nameById(status, person, "recipient_");
        }
        Problem doom = message.doom();
        if (failed && doom != null) {
            status.putArray("errors").add(doom.asStatusError());
        }
        String callbackData = message.json().path("biz_opaque_callback_data").asText("");
        if (!callbackData.isEmpty()) {
            status.put("biz_opaque_callback_data", callbackData);
        }
        String category = message.category();
        if (!category.isEmpty()) {
            status.put("template_id", "12" + Math.abs((long) message.id().hashCode()));
        }
        boolean priced = message.tick() == Tick.SENT
                || ((message.tick() == Tick.DELIVERED || message.tick() == Tick.READ) && message.takePrice());
        if (priced) {
            status.set("pricing", pricing(message, world.on(Switch.FREE_SERVICE_MESSAGES)));
        }
        return status;
    }

    /**
     * As since October 2026: an answer of the business has a price, and so has a utility template inside the window.
     */
    private static ObjectNode pricing(ChatMessage message, boolean monthlyFree) {
        ObjectNode known = message.price();
        if (known != null) {
            return known;
        }
        ObjectNode shown = message.shown();
        String direct = message.category();
        String category = shown != null
                ? shown.path("category").asText().toLowerCase(Locale.ROOT)
                : direct.isEmpty() ? "service" : direct;
        boolean free = category.equals("service")
                && message.chat()
                        .channel()
                        .countService(YearMonth.from(message.at().atZone(ZoneOffset.UTC)))
                && monthlyFree;
        ObjectNode price = Json.object()
                .put("billable", !free)
                .put("pricing_model", "PMP")
                .put("type", free ? "free_customer_service" : "regular")
                .put("category", category);
        message.price(price);
        return price;
    }
}
