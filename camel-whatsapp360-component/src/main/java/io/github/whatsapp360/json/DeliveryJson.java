/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.DeliveryEvent;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of delivery events, in the style of a status.
 *
 * <p>Thread-safe.
 */
public final class DeliveryJson {

    private DeliveryJson() {}

    /**
     * Writes an event in stored form.
     *
     * @param name the name of the event
     * @param outcome its {@code delivery}
     * @param now when it is made
     */
    public static byte[] write(String name, SentMessage message, String outcome, Instant now) {
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("key", message.key());
        put(element, "id", message.messageId());
        element.put("delivery", outcome);
        put(element, "correlation_id", message.correlationId());
        put(element, "recipient_id", message.customer());
        put(element, "timestamp", now);
        put(element, "requested_at", message.requestedAt());
        put(element, "sent_at", message.sentAt());
        put(element, "delivered_at", message.deliveredAt());
        put(element, "read_at", message.readAt());
        put(element, "failed_at", message.failedAt());
        put(element, "error", error(message.error()));
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("family", EventFamily.DELIVERY.word());
        stored.put("name", name);
        stored.put("element", element);
        return MessageWriter.bytes(stored);
    }

    private static @Nullable Map<String, Object> error(@Nullable ErrorItem error) {
        if (error == null) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "code", error.code());
        put(members, "title", error.title());
        put(members, "details", error.details());
        return members;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value instanceof Instant time ? Long.toString(time.getEpochSecond()) : value);
        }
    }

    static InboundEvent read(StoredEvent stored, ObjectMapper mapper, Function<ErrorItem, Problem> problems) {
        JsonNode element = stored.element();
        String key = Json.text(element, "key");
        String delivery = Json.text(element, "delivery");
        if (key == null || delivery == null) {
            return EventFamilies.unrecognized(stored, key == null ? "key" : "delivery");
        }
        ErrorItem error = Parts.read(element.path("error"), ErrorItem.class, mapper);
        return new DeliveryEvent(
                stored.source(),
                stored.raw(),
                key,
                delivery,
                Json.text(element, "id"),
                Json.text(element, "correlation_id"),
                Json.text(element, "recipient_id"),
                Json.time(element, "timestamp"),
                Json.time(element, "delivered_at"),
                Json.time(element, "read_at"),
                error,
                error == null || error.code() == null ? null : problems.apply(error));
    }
}
