/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** JSON of the protocol. The messages of its exceptions contain no part of the JSON. */
public final class FlowJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FlowJson() {}

    /**
     * Writes a value as UTF-8.
     *
     * @throws IllegalArgumentException if it cannot be represented in JSON
     */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A value cannot be written as JSON: "
                    + unwritable.getClass().getSimpleName());
        }
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> readMap(byte[] json) {
        return read(json, Map.class);
    }

    /**
     * Reads an array.
     *
     * @throws IllegalArgumentException if it is no JSON array
     */
    public static List<?> readList(byte[] json) {
        return read(json, List.class);
    }

    /** The value as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The tree as maps, lists and scalars. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(JsonNode tree) {
        return MAPPER.convertValue(tree, Map.class);
    }

    private static <T> T read(byte[] json, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("Not the expected JSON", withoutContent(unreadable));
        }
        if (value == null) {
            throw new IllegalArgumentException("Not the expected JSON: null");
        }
        return value;
    }

    /** Jackson quotes the JSON in its messages. */
    private static IOException withoutContent(IOException unreadable) {
        return new IOException(unreadable.getClass().getSimpleName());
    }
}
