/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.message.DirectSend;
import io.github.whatsapp360.message.MessageCategory;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of {@code POST /messages}, as UTF-8.
 *
 * <p>Absent members of records are omitted and never written as null. The content of a map is written unchanged,
 * including nulls and the digits of numbers.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public final class MessageWriter {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(NamedActionSerializer.module())
            .build();

    private MessageWriter() {}

    /**
     * Writes the request for a message.
     *
     * @throws IllegalArgumentException if it has no recipient, or a raw payload holds what JSON cannot say
     */
    public static byte[] write(OutboundMessage message) {
        if (message.to() == null) {
            throw new IllegalArgumentException("The message has no recipient");
        }
        return bytes(envelope(message));
    }

    /**
     * Writes the request for a message in the format of the API.
     *
     * <p>{@code messaging_product}, {@code recipient_type}, the recipient, the message replied to and the callback data
     * are filled in where the map has none; {@code to} is written as {@link Recipient} reads it. A map with a {@code
     * status} (a read receipt) gets {@code messaging_product} only.
     *
     * @param message of any type, including types unknown to this version
     * @param recipient used if the map has neither {@code to} nor {@code recipient}
     * @param replyToMessageId used if the map has no {@code context}
     * @param callbackData used if the map has no {@code biz_opaque_callback_data}
     * @throws IllegalArgumentException if it holds what JSON cannot say, or a {@code to} that is no recipient
     */
    public static byte[] write(
            Map<String, ?> message,
            @Nullable Recipient recipient,
            @Nullable String replyToMessageId,
            @Nullable String callbackData) {
        Map<String, Object> request = new LinkedHashMap<>(message);
        request.putIfAbsent("messaging_product", "whatsapp");
        if (!request.containsKey("status")) {
            Recipient target = recipient(message).orElse(recipient);
            request.putIfAbsent("recipient_type", target == null ? "individual" : target.recipientType());
            if (target instanceof Recipient.UserId && message.get("to") != null) {
                request.remove("to");
            }
            if (message.get("to") != null || message.get("recipient") == null) {
                address(request, target);
            }
            annotate(request, replyToMessageId, callbackData);
        }
        return bytes(request);
    }

    /** As {@link #write(Map, Recipient, String, String)}, with nothing but the recipient to fill in. */
    public static byte[] write(Map<String, ?> message, @Nullable Recipient recipient) {
        return write(message, recipient, null, null);
    }

    /**
     * The same request with another category.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public static byte[] withCategory(byte[] request, MessageCategory category) {
        Map<String, Object> message = map(tree(request));
        message.put("category", category.name());
        return bytes(message);
    }

    /**
     * The same request to another number or id of the same person.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public static byte[] readdressed(byte[] request, Recipient recipient) {
        Map<String, Object> message = map(tree(request));
        message.remove("to");
        message.remove("recipient");
        message.put(recipient instanceof Recipient.UserId ? "recipient" : "to", recipient.wire());
        return bytes(message);
    }

    /** Writes the request that marks a received message and all earlier messages of its chat as read. */
    public static byte[] markAsRead(String messageId) {
        return bytes(receipt(messageId));
    }

    /**
     * Writes the request that marks a received message as read and shows the typing indicator, until a message is sent
     * or 25 seconds have passed.
     */
    public static byte[] typing(String messageId) {
        Map<String, Object> request = receipt(messageId);
        request.put("typing_indicator", Map.of("type", "text"));
        return bytes(request);
    }

    /**
     * The recipient of a message in the format of the API; empty if there is none.
     *
     * @throws IllegalArgumentException if it says it in a form that is no recipient; the message does not repeat it
     */
    public static Optional<Recipient> recipient(Map<String, ?> message) {
        Object to = scalar(message.get("to"));
        if (to != null) {
            boolean group = "group".equalsIgnoreCase(String.valueOf(scalar(message.get("recipient_type"))));
            return Optional.of(group ? Recipient.groupOf(to) : Recipient.of(to));
        }
        return Optional.ofNullable(scalar(message.get("recipient"))).map(id -> new Recipient.UserId(id.toString()));
    }

    /** A map may hold what Jackson made of a value. */
    private static @Nullable Object scalar(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node.isNull() ? null : node.isNumber() ? node.numberValue() : node.asText();
        }
        return value;
    }

    /**
     * A tree of Jackson's as a map that {@link #write(Map, Recipient)} takes, with numbers of any length as they are.
     *
     * @throws IllegalArgumentException if it is not an object
     */
    public static Map<String, Object> map(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("Expected a JSON object, actual is of type " + object.getNodeType());
        }
        return MAPPER.convertValue(object, new TypeReference<Map<String, Object>>() {});
    }

    /** The request of a message as a tree; a recipient is not required. */
    static JsonNode tree(OutboundMessage message) {
        return tree(bytes(envelope(message)));
    }

    /**
     * A request as a tree.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static JsonNode tree(byte[] request) {
        try {
            return MAPPER.readTree(request);
        } catch (IOException notJson) {
            throw new IllegalArgumentException("Not JSON: " + Problems.describe(notJson));
        }
    }

    private static Map<String, Object> envelope(OutboundMessage message) {
        Recipient to = message.to();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("messaging_product", "whatsapp");
        request.put("recipient_type", to == null ? "individual" : to.recipientType());
        address(request, to);
        request.put("type", message.content().type());
        request.put(message.content().type(), message.content());
        annotate(request, message.replyToMessageId(), message.callbackData());
        if (message.recipientIdentityKeyHash() != null) {
            request.put("recipient_identity_key_hash", message.recipientIdentityKeyHash());
        }
        if (message.marketing() != null) {
            request.putAll(MAPPER.convertValue(message.marketing(), new TypeReference<Map<String, Object>>() {}));
        }
        if (!message.directSend().equals(DirectSend.NONE)) {
            request.putAll(MAPPER.convertValue(message.directSend(), new TypeReference<Map<String, Object>>() {}));
        }
        return request;
    }

    private static void address(Map<String, Object> request, @Nullable Recipient recipient) {
        if (recipient != null) {
            request.put(recipient instanceof Recipient.UserId ? "recipient" : "to", recipient.wire());
        }
    }

    private static void annotate(
            Map<String, Object> request, @Nullable String replyToMessageId, @Nullable String callbackData) {
        if (replyToMessageId != null) {
            request.putIfAbsent("context", Map.of("message_id", replyToMessageId));
        }
        if (callbackData != null) {
            request.putIfAbsent("biz_opaque_callback_data", callbackData);
        }
    }

    private static Map<String, Object> receipt(String messageId) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("messaging_product", "whatsapp");
        request.put("status", "read");
        request.put("message_id", messageId);
        return request;
    }

    static byte[] bytes(Map<String, ?> request) {
        try {
            return MAPPER.writeValueAsBytes(request);
        } catch (JsonProcessingException unwritable) {
            // Without the cause, whose message may quote message text.
            throw new IllegalArgumentException("The message contains a value that cannot be written as JSON");
        }
    }
}
