/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Checks JSON against a schema and tells all that is wrong, each with its path. Knows the keywords that the simulator's
 * own schemas use, and refuses a schema with another one. A member that is null is absent. Thread-safe.
 */
public final class JsonSchema {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "enum",
            "pattern",
            "minimum",
            "maximum",
            "format",
            "$ref",
            "$defs");
    private static final Set<String> NOTES =
            Set.of("$schema", "$id", "title", "description", "default", "examples", "x-expected");

    private final ObjectNode root;

    /**
     * A checker for this schema.
     *
     * @throws IllegalArgumentException when the schema has a keyword that is not known
     */
    public JsonSchema(ObjectNode root) {
        this.root = root;
        requireKnown(root);
        root.path("$defs").forEach(JsonSchema::requireKnown);
    }

    private static void requireKnown(JsonNode schema) {
        if (!schema.isObject()) {
            return;
        }
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword) && !NOTES.contains(keyword)) {
                throw new IllegalArgumentException(
                        "Expected a keyword out of " + new TreeSet<>(KEYWORDS) + ", Actual " + keyword);
            }
        });
        schema.path("properties").forEach(JsonSchema::requireKnown);
        requireKnown(schema.path("items"));
        requireKnown(schema.path("additionalProperties"));
    }

    /** What is wrong, a sentence each, in the order of the document; empty when nothing is. */
    public List<String> errors(JsonNode value) {
        List<String> errors = new ArrayList<>();
        check(root, value, "", errors);
        return errors;
    }

    private void check(JsonNode given, JsonNode value, String path, List<String> errors) {
        JsonNode schema =
                given.has("$ref") ? root.at(given.path("$ref").asText().substring(1)) : given;
        if (!isOfType(schema.path("type"), value)) {
            errors.add(sentence(path, "must be " + types(schema.path("type")) + ", is " + article(typeOf(value))));
            return;
        }
        if (value.isObject()) {
            members(schema, value, path, errors);
        } else if (value.isArray()) {
            elements(schema, value, path, errors);
        } else {
            scalar(schema, value, path, errors);
        }
    }

    private void members(JsonNode schema, JsonNode value, String path, List<String> errors) {
        schema.path("required").forEach(name -> {
            if (!value.hasNonNull(name.asText())) {
                errors.add(sentence(child(path, name.asText()), "is required"));
            }
        });
        JsonNode known = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(member -> {
            String name = member.getKey();
            if (member.getValue().isNull()) {
                return;
            }
            if (known.has(name)) {
                check(known.path(name), member.getValue(), child(path, name), errors);
            } else if (others.isObject()) {
                check(others, member.getValue(), child(path, name), errors);
            } else if (others.isBoolean() && !others.booleanValue()) {
                errors.add(sentence(child(path, name), "is unknown, there are " + names(known)));
            }
        });
    }

    private void elements(JsonNode schema, JsonNode value, String path, List<String> errors) {
        if (value.size() < schema.path("minItems").asInt(0)) {
            errors.add(sentence(path, "must not be empty"));
        }
        for (int i = 0; i < value.size() && schema.has("items"); i++) {
            check(schema.path("items"), value.path(i), path + "[" + i + "]", errors);
        }
    }

    private static void scalar(JsonNode schema, JsonNode value, String path, List<String> errors) {
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            errors.add(sentence(path, "must be one of " + names(schema.path("enum")) + ", is " + value.asText()));
        }
        boolean wrong = value.isNumber()
                ? (schema.has("minimum")
                                && value.asDouble() < schema.path("minimum").asDouble())
                        || (schema.has("maximum")
                                && value.asDouble() > schema.path("maximum").asDouble())
                : value.isTextual() && !isInForm(schema, value.asText());
        if (wrong) {
            errors.add(sentence(path, "must be " + expected(schema)));
        }
    }

    private static boolean isInForm(JsonNode schema, String text) {
        return (!schema.has("pattern")
                        || Pattern.compile(schema.path("pattern").asText())
                                .matcher(text)
                                .find())
                && isOfFormat(schema.path("format").asText(), text);
    }

    private static boolean isOfFormat(String format, String text) {
        try {
            Object unused =
                    switch (format) {
                        case "duration" -> Duration.parse(text).toMillis();
                        case "date-time" -> Instant.parse(text);
                        case "regex" -> Pattern.compile(text);
                        case "base64" -> Base64.getDecoder().decode(text);
                        default -> text;
                    };
            return !format.equals("duration") || !text.contains("-");
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException notOne) {
            return false;
        }
    }

    private static String expected(JsonNode schema) {
        if (schema.has("x-expected")) {
            return schema.path("x-expected").asText();
        }
        if (schema.has("minimum") || schema.has("maximum")) {
            return "a number of " + schema.path("minimum").asText("any") + " to "
                    + schema.path("maximum").asText("any");
        }
        return switch (schema.path("format").asText()) {
            case "duration" -> "a duration such as PT2S or PT25H";
            case "date-time" -> "an instant such as 2026-12-01T10:00:00Z";
            case "regex" -> "a regular expression of Java";
            case "base64" -> "Base64";
            default -> "text that fits " + schema.path("pattern").asText();
        };
    }

    private static boolean contains(JsonNode all, JsonNode value) {
        for (JsonNode each : all) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isMissingNode()) {
            return true;
        }
        String type = typeOf(value);
        for (JsonNode each : types.isArray() ? types : Json.array().add(types)) {
            String wanted = each.asText();
            if (wanted.equals(type) || (wanted.equals("number") && type.equals("integer"))) {
                return true;
            }
        }
        return false;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "object";
            case ARRAY -> "array";
            case STRING, BINARY -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL, MISSING -> "null";
        };
    }

    private static String types(JsonNode types) {
        List<String> words = new ArrayList<>();
        for (JsonNode each : types.isArray() ? types : Json.array().add(types)) {
            words.add(article(each.asText()));
        }
        return String.join(" or ", words);
    }

    private static String article(String type) {
        return switch (type) {
            case "null" -> "nothing";
            case "object", "array", "integer" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static List<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        if (schema.isObject()) {
            names.addAll(new TreeSet<>(Json.fieldNames(schema)));
        } else {
            schema.forEach(each -> names.add(each.asText()));
        }
        return names;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String sentence(String path, String what) {
        return (path.isEmpty() ? "The document" : path) + " " + what;
    }
}
