/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import com.fasterxml.jackson.core.TreeNode;
import io.github.whatsapp360.client.InvalidMessageException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a message from any other map, such as a table row: a message has a {@code type}, and a member of that
 * name with its content. This prevents a table row from being sent by mistake.
 *
 * <p>Thread-safe.
 */
final class MessageShape {

    private static final Set<String> OF_A_RECEIPT =
            Set.of("messaging_product", "status", "message_id", "recipient_type", "to");
    private static final int MAXIMUM_KEYS = 30;
    private static final int MAXIMUM_KEY_LENGTH = 40;

    private MessageShape() {}

    /**
     * Checks a map that is to be sent in the format of the API.
     *
     * @throws InvalidMessageException if it is no message; lists the keys and no value
     */
    static void check(Map<String, ?> json) {
        boolean hasContent = hasContent(json);
        if (isReceipt(json) || (hasContent && !json.containsKey("status"))) {
            return;
        }
        if (hasContent) {
            throw new InvalidMessageException("The body is a Map with a message and the key status, which only a read"
                    + " receipt has: the API would confuse the two. Nothing was sent. Remove that key");
        }
        throw new InvalidMessageException("The body is a Map with the keys "
                + json.keySet().stream()
                        .limit(MAXIMUM_KEYS)
                        .map(MessageShape::shortened)
                        .collect(Collectors.joining(", "))
                + (json.size() > MAXIMUM_KEYS ? " …" : "")
                + ", and no message: expected a type, and a member of that name with the content. Nothing was sent. To"
                + " send a text, set it as the body");
    }

    /** Whether this is a read receipt. A row of delivery reports has the same names and additional columns. */
    private static boolean isReceipt(Map<String, ?> json) {
        return "read".equals(json.get("status"))
                && json.get("message_id") instanceof String
                && json.entrySet().stream()
                        .allMatch(member -> OF_A_RECEIPT.contains(member.getKey()) || isContent(member.getValue()));
    }

    /** The API treats a message without a type as a text. */
    private static boolean hasContent(Map<String, ?> json) {
        Object type = json.get("type");
        if (type instanceof TreeNode node && node.isValueNode()) {
            type = node.toString().replace("\"", "");
        }
        return type == null ? isContent(json.get("text")) : isContent(json.get(type.toString()));
    }

    /** Whether a value is an object or a list, including application classes; never true for a column value. */
    private static boolean isContent(@Nullable Object value) {
        if (value instanceof TreeNode node) {
            return node.isContainerNode();
        }
        return value instanceof Map<?, ?>
                || value instanceof Collection<?>
                || value instanceof Object[]
                || (value != null && !value.getClass().getName().startsWith("java"));
    }

    private static String shortened(String key) {
        return key.length() > MAXIMUM_KEY_LENGTH ? key.substring(0, MAXIMUM_KEY_LENGTH) + "…" : key;
    }
}
