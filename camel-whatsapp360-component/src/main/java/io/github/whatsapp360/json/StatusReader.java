/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.PaymentStatus;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.content.ErrorItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of {@code statuses}, which are about messages or payments.
 *
 * <p>Thread-safe.
 */
final class StatusReader {

    private static final Pattern OWN_FIELD = Pattern.compile("(?:udf|additional_info)[0-9]+");

    private final ObjectMapper mapper;
    private final Function<ErrorItem, Problem> problems;

    StatusReader(ObjectMapper mapper, Function<ErrorItem, Problem> problems) {
        this.mapper = mapper;
        this.problems = problems;
    }

    InboundEvent status(StoredEvent stored) {
        JsonNode status = stored.element();
        String id = Json.text(status, "id");
        String word = Json.text(status, "status");
        if (id == null || word == null) {
            return EventFamilies.unrecognized(stored, id == null ? "id" : "status");
        }
        return "payment".equals(Json.text(status, "type"))
                ? payment(stored, status, id, word)
                : message(stored, status, id, word);
    }

    private InboundEvent message(StoredEvent stored, JsonNode status, String id, String word) {
        List<ErrorItem> errors = Parts.errors(status);
        String userId = Json.text(status, "recipient_user_id");
        return new MessageStatus(
                stored.source(),
                stored.raw(),
                stored.contact(),
                id,
                word,
                Json.time(status, "timestamp"),
                recipient(status, userId == null ? parentUserId(status) : userId),
                userId,
                parentUserId(status),
                Json.text(status, "recipient_type"),
                Json.text(status, "recipient_identity_key_hash"),
                Json.text(status, "group_id"),
                participant(status),
                Json.text(status, "biz_opaque_callback_data"),
                Json.text(status, "template_id"),
                Parts.read(status.path("conversation"), MessageStatus.Conversation.class, mapper),
                pricing(status),
                errors,
                word.equals("failed") ? problem(errors) : null);
    }

    /** Spelled the second way until May 2026. */
    static @Nullable String parentUserId(JsonNode status) {
        return Json.text(status, "recipient_parent_user_id", "parent_recipient_user_id");
    }

    private InboundEvent payment(StoredEvent stored, JsonNode status, String id, String word) {
        return new PaymentStatus(
                stored.source(),
                stored.raw(),
                stored.contact(),
                id,
                word,
                Json.time(status, "timestamp"),
                recipient(status, Json.text(status, "recipient_user_id")),
                Json.text(status, "recipient_user_id"),
                payment(status.path("payment")));
    }

    private PaymentStatus.@Nullable Payment payment(JsonNode payment) {
        PaymentStatus.Payment read = Parts.read(payment, PaymentStatus.Payment.class, mapper);
        if (read == null) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        payment.fieldNames().forEachRemaining(name -> {
            String value = Json.text(payment, name);
            if (value != null && OWN_FIELD.matcher(name).matches()) {
                fields.put(name, value);
            }
        });
        return read.withFields(fields);
    }

    private static @Nullable String recipient(JsonNode status, @Nullable String userId) {
        String recipient = Json.text(status, "recipient_id");
        String onPremises = recipient == null ? Json.text(status.path("message"), "recipient_id") : recipient;
        return onPremises == null ? userId : onPremises;
    }

    private static MessageStatus.@Nullable Participant participant(JsonNode status) {
        String id = Json.text(status, "recipient_participant_id", "participant_recipient_id");
        String userId = Json.text(status, "recipient_participant_user_id", "participant_recipient_user_id");
        String parent = Json.text(status, "recipient_participant_parent_user_id");
        return id == null && userId == null && parent == null
                ? null
                : new MessageStatus.Participant(id, userId, parent);
    }

    private MessageStatus.@Nullable Pricing pricing(JsonNode status) {
        // Some statuses of groups have it one level deeper.
        JsonNode pricing = status.has("pricing")
                ? status.path("pricing")
                : status.path("conversation").path("pricing");
        return Parts.read(pricing, MessageStatus.Pricing.class, mapper);
    }

    private @Nullable Problem problem(List<ErrorItem> errors) {
        for (ErrorItem error : errors) {
            if (error.code() != null) {
                return problems.apply(error);
            }
        }
        return null;
    }
}
