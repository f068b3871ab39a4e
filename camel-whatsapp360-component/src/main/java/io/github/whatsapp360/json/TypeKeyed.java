/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one sealed family: the record whose {@link JsonTypeName} is the given name, or the fallback of the family. The
 * sealed hierarchy is the registry, so that a new type needs only a new record.
 *
 * <p>Thread-safe.
 *
 * @param <T> the family
 */
final class TypeKeyed<T> {

    private final Map<String, Class<? extends T>> byWireName = new HashMap<>();
    private final BiFunction<String, String, T> fallback;

    /** @param fallback makes the {@code Unrecognized} of a word and a problem */
    TypeKeyed(Class<T> family, BiFunction<String, String, T> fallback) {
        this.fallback = fallback;
        register(family, family);
    }

    private void register(Class<T> family, Class<?> sealed) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            JsonTypeName wireName = permitted.getAnnotation(JsonTypeName.class);
            if (permitted.isSealed()) {
                register(family, permitted);
            } else if (wireName != null) {
                byWireName.put(wireName.value(), permitted.asSubclass(family));
            }
        }
    }

    /** Adds an alias for the record with this wire name. */
    TypeKeyed<T> alias(String word, String wireName) {
        byWireName.put(word, byWireName.get(wireName));
        return this;
    }

    /**
     * Reads {@code {"type":"x","x":payload}}: the value of {@code type} names the member that holds the payload.
     * Without a type, the first member with the name of a type is used.
     */
    T readKeyed(JsonNode object, ObjectMapper mapper) {
        String type = Json.text(object, "type");
        String word = type == null ? wordOf(object) : type;
        return word == null ? fallback.apply("", "no type") : read(word, object.path(word), mapper);
    }

    private @Nullable String wordOf(JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getValue().isContainerNode() && byWireName.containsKey(member.getKey())) {
                return member.getKey();
            }
        }
        return null;
    }

    /** Reads a payload with a known name. */
    T read(String word, JsonNode payload, ObjectMapper mapper) {
        Class<? extends T> kind = byWireName.get(word);
        if (kind == null) {
            return fallback.apply(word, "no record for this word");
        }
        JsonNode present =
                payload.isMissingNode() || payload.isNull() ? JsonNodeFactory.instance.objectNode() : payload;
        try {
            T value = mapper.treeToValue(present, kind);
            return value == null ? fallback.apply(word, "unreadable") : value;
        } catch (JsonProcessingException | RuntimeException malformed) {
            return fallback.apply(word, Problems.describe(malformed));
        }
    }
}
