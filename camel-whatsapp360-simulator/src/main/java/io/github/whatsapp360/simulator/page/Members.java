/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Call;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a request to the control API. What is misspelt or of another kind is refused with a sentence, because
 * a test that orders nothing would pass for the wrong reason. Confined to the event loop.
 */
final class Members {

    private final ObjectNode body;

    private Members(ObjectNode body) {
        this.body = body;
    }

    /** Those of a request; throws {@link IllegalArgumentException} when there are others than these. */
    static Members of(Call call, String... known) {
        return of(call.json(), Set.of(known));
    }

    static Members of(ObjectNode body, Set<String> known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Unknown member " + name + ", there are " + new TreeSet<>(known));
            }
        });
        return new Members(body);
    }

    boolean has(String name) {
        return body.hasNonNull(name);
    }

    /** A text or number as text; empty when absent. */
    String text(String name) {
        JsonNode value = body.path(name);
        if (has(name) && !value.isTextual() && !value.isNumber()) {
            throw wrong(name, "a text");
        }
        return has(name) ? value.asText() : "";
    }

    /** A text that must be there. */
    String required(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is required");
        }
        return text;
    }

    /** A text that fits this expression; empty when absent. */
    String fitting(String name, String expression, String right) {
        String text = text(name);
        if (has(name) && !text.matches(expression)) {
            throw wrong(name, right);
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = body.path(name);
        if (has(name) && !value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    int number(String name, int usual, int least) {
        JsonNode value = body.path(name);
        if (has(name) && (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < least)) {
            throw wrong(name, "a whole number of at least " + least);
        }
        return has(name) ? value.intValue() : usual;
    }

    /** A number with or without a fraction; 0 when absent. */
    double decimal(String name) {
        JsonNode value = body.path(name);
        if (has(name) && !value.isNumber()) {
            throw wrong(name, "a number");
        }
        return value.doubleValue();
    }

    /** As ISO 8601 writes it, for example {@code PT25H}; at most some centuries. */
    Duration duration(String name, Duration usual) {
        try {
            Duration given = has(name) ? Duration.parse(text(name)) : usual;
            long unused = given.toNanos();
            return given;
        } catch (DateTimeParseException | ArithmeticException notOne) {
            throw wrong(name, "a duration such as PT25H or PT0.5S");
        }
    }

    /** A word of an enum, in any case. */
    <E extends Enum<E>> E word(String name, Class<E> words) {
        String given = text(name).toUpperCase(Locale.ROOT);
        List<E> all = Arrays.asList(words.getEnumConstants());
        return all.stream()
                .filter(each -> each.name().equals(given))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        "one of "
                                + all.stream()
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .toList()));
    }

    /** Those of a member that is itself an object. */
    Members object(String name, String... known) {
        return of(object(name), Set.of(known));
    }

    /** A member that is an object of any form. */
    ObjectNode object(String name) {
        if (body.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw wrong(name, "a JSON object");
    }

    private static IllegalArgumentException wrong(String name, String right) {
        return new IllegalArgumentException(name + " must be " + right);
    }
}
