/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON as a person reads it: a line for each value, {@code name: value}, with the names of the objects around it in
 * front of the name. Null and empty values have no line, scalars of one list share one, and a file is its name.
 *
 * <p>Thread-safe.
 */
public interface ReadableJson {

    /** Deeper than anything that is documented. */
    int MAXIMUM_DEPTH = 50;

    JsonFactory FACTORY = new JsonFactory();

    /** Members whose values are seconds or milliseconds since 1970. */
    Pattern TIMES = Pattern.compile("(?:.*_)?(?:time|date|timestamp|expiration)");

    Pattern EPOCH = Pattern.compile("[0-9]{10}(?:[0-9]{3})?");

    /**
     * The lines of this JSON.
     *
     * @param json one JSON value
     * @param isLeftOut says of a member's name whether it has no line; nor has anything in it
     * @return null if this is not JSON
     */
    static @Nullable String lines(String json, Predicate<String> isLeftOut) {
        Object value;
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                return null;
            }
            value = value(parser, 0);
            if (parser.nextToken() != null) {
                return null;
            }
        } catch (IOException notJson) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        write("", value, isLeftOut, lines);
        return String.join("\n", lines);
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (depth > MAXIMUM_DEPTH) {
            parser.skipChildren();
            return null;
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> members = new LinkedHashMap<>();
            String name;
            while ((name = parser.nextFieldName()) != null) {
                parser.nextToken();
                members.put(name, value(parser, depth + 1));
            }
            return members;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, depth + 1));
            }
            return elements;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    private static void write(String path, @Nullable Object value, Predicate<String> isLeftOut, List<String> lines) {
        if (value instanceof Map<?, ?> members) {
            boolean file =
                    members.containsKey("id") && members.containsKey("mime_type") && members.containsKey("sha256");
            members.forEach((name, member) -> {
                String word = String.valueOf(name);
                if (!isLeftOut.test(word) && (!file || word.equals("file_name"))) {
                    write(path.isEmpty() ? word : path + "." + word, member, isLeftOut, lines);
                }
            });
        } else if (value instanceof List<?> elements) {
            String scalars = elements.stream()
                    .filter(each -> each instanceof String word && !word.isBlank())
                    .map(each -> readable(path, String.valueOf(each)))
                    .collect(Collectors.joining(", "));
            line(path, scalars, lines);
            elements.stream()
                    .filter(each -> !(each instanceof String))
                    .forEach(each -> write(path, each, isLeftOut, lines));
        } else if (value != null) {
            line(path, readable(path, value.toString()), lines);
        }
    }

    private static void line(String path, String value, List<String> lines) {
        if (!value.isBlank()) {
            lines.add(path.isEmpty() ? value : path + ": " + value);
        }
    }

    private static String readable(String path, String value) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (!TIMES.matcher(name).matches() || !EPOCH.matcher(value).matches()) {
            return value;
        }
        try {
            long digits = Long.parseLong(value);
            return (value.length() > 10 ? Instant.ofEpochMilli(digits) : Instant.ofEpochSecond(digits)).toString();
        } catch (DateTimeException outOfRange) {
            return value;
        }
    }
}
