/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fixture of {@code fixtures/outbound}, changed at one place.
 *
 * @param at JSON pointer of the place
 * @param allowed still fits there; null takes the place out
 * @param refused does not fit
 * @param field where the violation is told, and nowhere else; several have a blank between them
 */
record LimitCase(String fixture, String at, Object allowed, Object refused, String field) {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public String toString() {
        return fixture + " " + field;
    }

    byte[] withAllowed() throws IOException {
        return with(allowed);
    }

    byte[] withRefused() throws IOException {
        return with(refused);
    }

    private byte[] with(Object value) throws IOException {
        Path file = Path.of("src/test/resources/fixtures/outbound", fixture + ".json");
        ObjectNode message = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
        int last = at.lastIndexOf('/');
        JsonNode parent = message.at(at.substring(0, last));
        String name = at.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), MAPPER.<JsonNode>valueToTree(value));
        } else if (value == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, MAPPER.valueToTree(value));
        }
        return MAPPER.writeValueAsBytes(message);
    }

    static LimitCase link(String fixture, String at) {
        return new LimitCase(fixture, at, "https://example.com/a", "example.com/a", field(at));
    }

    /** {@code /a/0/b} is {@code a[0].b}. */
    static String field(String pointer) {
        return pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    }

    static String x(int length) {
        return "x".repeat(length);
    }

    static Map<String, Object> words(int length) {
        return Map.of("text", x(length));
    }

    static Map<String, Object> text(int length) {
        return Map.of("type", "text", "text", x(length));
    }

    static <T> List<T> list(int size, T element) {
        return Stream.generate(() -> element).limit(size).toList();
    }

    static Map<String, Object> section(String rows, String id, int size) {
        return Map.of(
                "title",
                "a",
                rows,
                IntStream.range(0, size)
                        .mapToObj(index -> Map.of(id, "r" + index))
                        .toList());
    }

    static List<Map<String, Object>> sections(int size, String rows, String id) {
        return IntStream.range(0, size)
                .mapToObj(index -> Map.<String, Object>of("title", "a", rows, List.of(Map.of(id, "r" + index))))
                .toList();
    }
}
