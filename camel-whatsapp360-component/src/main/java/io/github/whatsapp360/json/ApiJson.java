/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the bodies of API calls. Unknown members are ignored.
 *
 * <p>Thread-safe.
 */
public final class ApiJson {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private ApiJson() {}

    /**
     * Parses a response.
     *
     * @throws IOException if the body is not JSON of this type
     */
    public static <T> T read(byte[] body, Class<T> type) throws IOException {
        T value = MAPPER.readValue(body, type);
        if (value == null) {
            throw new IOException("The answer is null");
        }
        return value;
    }

    /**
     * Parses a response of unknown structure.
     *
     * @throws IOException if the body is not a JSON object
     */
    public static Map<String, Object> readObject(byte[] body) throws IOException {
        Map<String, Object> value = MAPPER.readValue(body, OBJECT);
        if (value == null) {
            throw new IOException("The answer is null");
        }
        return value;
    }

    /**
     * The Java value of a tree that is a single value, and what an optional holds; anything else as it is.
     *
     * @return null of JSON's null, of a missing node, and of an empty optional
     */
    public static @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return unwrapped(optional.orElse(null));
        }
        if (value instanceof MissingNode) {
            return null;
        }
        return value instanceof ValueNode single ? MAPPER.convertValue(single, Object.class) : value;
    }

    /** The members of a map or of a tree that is an object; null for anything else. */
    public static @Nullable Map<String, Object> asObject(@Nullable Object value) {
        if (value instanceof ObjectNode tree) {
            return MAPPER.convertValue(tree, OBJECT);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
            return members;
        }
        return null;
    }

    /** The elements of a collection, of an array of objects, or of a tree that is an array; null for anything else. */
    public static @Nullable List<?> asList(@Nullable Object value) {
        if (value instanceof ArrayNode tree) {
            return MAPPER.convertValue(tree, List.class);
        }
        if (value instanceof Object[] array) {
            return new ArrayList<>(Arrays.asList(array));
        }
        return value instanceof Collection<?> collection ? new ArrayList<>(collection) : null;
    }

    /** A response of any structure: a tree, text if it is not JSON, or null if it is empty. */
    public static @Nullable Object tree(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            return MAPPER.readTree(body);
        } catch (IOException notJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Writes a request.
     *
     * @throws IllegalArgumentException if the value cannot be written as JSON
     */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(
                    "Cannot be written as JSON: " + value.getClass().getName(), unwritable);
        }
    }
}
