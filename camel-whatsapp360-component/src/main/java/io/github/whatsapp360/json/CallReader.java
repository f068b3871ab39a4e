/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.event.CallEvent;
import io.github.whatsapp360.event.CallStatus;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.content.MediaContent;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of {@code calls}, and those of {@code statuses} that are about calls.
 *
 * <p>Thread-safe.
 */
final class CallReader {

    private final ObjectMapper mapper;

    CallReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    InboundEvent call(StoredEvent stored) {
        return stored.base().equals("call_status") ? status(stored) : event(stored);
    }

    private InboundEvent event(StoredEvent stored) {
        JsonNode call = stored.element();
        String id = Json.text(call, "id");
        String event = Json.text(call, "event");
        if (id == null || event == null) {
            return EventFamilies.unrecognized(stored, id == null ? "id" : "event");
        }
        String direction = Json.text(call, "direction");
        String user = "BUSINESS_INITIATED".equals(direction) ? "to" : "from";
        String userId = Json.text(call, user + "_user_id");
        String phone = Json.text(call, user);
        return new CallEvent(
                stored.source(),
                stored.raw(),
                stored.contact(),
                id,
                event,
                direction,
                Json.time(call, "timestamp"),
                phone == null ? userId : phone,
                userId,
                Json.text(call, user + "_parent_user_id"),
                Parts.read(call.path("session"), CallEvent.Session.class, mapper),
                Json.text(call, "status"),
                Json.time(call, "start_time"),
                Json.time(call, "end_time"),
                seconds(call.path("duration")),
                Parts.read(call.path("call_recording").path("audio"), MediaContent.Audio.class, mapper),
                Parts.read(call.path("call_transcript").path("document"), MediaContent.Document.class, mapper),
                Json.text(call, "biz_opaque_callback_data"),
                Json.text(call, "deeplink_payload"),
                Json.text(call, "cta_payload"),
                Parts.errors(call));
    }

    private InboundEvent status(StoredEvent stored) {
        JsonNode status = stored.element();
        String id = Json.text(status, "id");
        String word = Json.text(status, "status");
        if (id == null || word == null) {
            return EventFamilies.unrecognized(stored, id == null ? "id" : "status");
        }
        String userId = Json.text(status, "recipient_user_id");
        String phone = Json.text(status, "recipient_id");
        return new CallStatus(
                stored.source(),
                stored.raw(),
                stored.contact(),
                id,
                word,
                Json.time(status, "timestamp"),
                phone == null ? userId : phone,
                userId,
                StatusReader.parentUserId(status),
                Json.text(status, "biz_opaque_callback_data"));
    }

    private static @Nullable Long seconds(JsonNode duration) {
        if (duration.canConvertToLong()) {
            return duration.longValue();
        }
        return duration.isTextual() && duration.textValue().matches("[0-9]{1,9}")
                ? Long.valueOf(duration.textValue())
                : null;
    }
}
