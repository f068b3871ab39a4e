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
     *
     * @param monthlyFree whether the first service messages of a month are free
     */
    static List<ObjectNode> elements(ChatMessage message, Instant at, boolean monthlyFree) {
        Person peer = message.chat().person();
        ObjectNode status = element(message, at, monthlyFree);
        if (!peer.isGroup()) {
            return List.of(status);
        }
        status.remove("recipient_user_id");
        status.put("recipient_type", "group").put("group_id", peer.waId());
        if (peer.members().isEmpty() || message.tick() == Tick.SENT) {
            return List.of(status);
        }
        return peer.members().stream()
                .map(member -> status.deepCopy()
                        .put("recipient_participant_id", member.waId())
                        .put("recipient_participant_user_id", member.userId()))
                .toList();
    }

    private static ObjectNode element(ChatMessage message, Instant at, boolean monthlyFree) {
        Person person = message.chat().person();
        ObjectNode status = Json.object()
                .put("id", message.id())
                .put("status", message.tick().word())
                .put("timestamp", Long.toString(at.getEpochSecond()));
        boolean toPhone = message.json().hasNonNull("to");
        boolean failed = message.tick() == Tick.FAILED;
        // What was sent to a number always shows it; a failure shows only what the message was sent to.
        if (toPhone || (!failed && !person.phoneHidden())) {
            status.put("recipient_id", person.waId());
        }
        if (!toPhone || !failed) {
            status.put("recipient_user_id", person.userId());
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
            status.set("pricing", pricing(message, monthlyFree));
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
