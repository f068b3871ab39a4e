/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The simulator's one JSON mapper. Thread-safe. */
public final class Json {

    private static final HexFormat HEX = HexFormat.of();
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    // A saved state has files in it; requests are bounded by the server.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The names of an object's members, in their order. */
    public static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Any Java value as JSON; records and maps become objects. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The object in these bytes, or empty when they are anything else, also when something follows the object. */
    public static Optional<ObjectNode> readObject(byte[] bytes) {
        try (var parser = MAPPER.createParser(bytes)) {
            JsonNode tree = MAPPER.readTree(parser);
            return tree instanceof ObjectNode object && parser.nextToken() == null
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * The object in this text.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("Expected a JSON object, Actual text that is not JSON", unreadable);
        }
        throw new IllegalArgumentException("Expected a JSON object, Actual JSON of another kind");
    }

    /** UTF-8, as short as possible. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * As Meta writes it: pure ASCII, everything else as a six-character escape in lower case, and each slash with a
     * backslash.
     */
    public static byte[] metaBytes(JsonNode node) {
        String plain = node.toString();
        StringBuilder escaped = new StringBuilder(plain.length() + 64);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '/') {
                escaped.append("\\/");
            } else if (c > '~') {
                escaped.append("\\u").append(HEX.toHexDigits(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Indented, for people. */
    public static String pretty(JsonNode node) {
        try {
            return PRETTY.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
