/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a message from a request to {@code POST /messages}.
 *
 * <p>Thread-safe.
 */
public final class MessageHeadReader {

    private static final List<String> FOR_MARKETING =
            List.of("product_policy", "message_activity_sharing", "bid_spec", "optimization_spec");

    private MessageHeadReader() {}

    /** Reads the head from a request body; an unreadable body has an empty head. */
    public static MessageHead read(byte[] request) {
        try {
            return RequestTree.of(request).head();
        } catch (IllegalArgumentException unreadable) {
            return new MessageHead("", null, "", null, false, null, false);
        }
    }

    /** Reads this message. */
    public static MessageHead read(OutboundMessage message) {
        return read(MessageWriter.tree(message));
    }

    static MessageHead read(JsonNode root) {
        String type = root.hasNonNull("status") ? "status" : root.path("type").asText("");
        return new MessageHead(
                type,
                recipient(root),
                text(root, root.path(type)),
                type.equals("template") ? word(root.path("template").path("name")) : null,
                isForMarketing(root),
                word(root.path("biz_opaque_callback_data")),
                DirectSendCheck.isDirectSend(root));
    }

    private static @Nullable String word(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    /** The recipient was checked when the request was written: digits are a complete number. */
    private static @Nullable Recipient recipient(JsonNode root) {
        String to = root.path("to").asText();
        boolean group = "group".equalsIgnoreCase(root.path("recipient_type").asText());
        try {
            return group ? Recipient.group(to) : Recipient.waId(to);
        } catch (IllegalArgumentException notInTo) {
            String userId = root.path("recipient").asText();
            return userId.isEmpty() ? null : new Recipient.UserId(userId);
        }
    }

    private static String text(JsonNode root, JsonNode content) {
        for (JsonNode node : List.of(
                content.path("body"), content.path("caption"), root.path("text").path("body"))) {
            JsonNode text = node.isObject() ? node.path("text") : node;
            if (text.isTextual()) {
                return text.asText();
            }
        }
        return "";
    }

    private static boolean isForMarketing(JsonNode root) {
        for (String member : FOR_MARKETING) {
            if (root.has(member)) {
                return true;
            }
        }
        return false;
    }
}
