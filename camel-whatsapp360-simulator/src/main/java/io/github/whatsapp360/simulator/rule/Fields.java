/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An object of a request with the path that leads to it; asks for its members and refuses what is not as it should be:
 * 131008 for what is missing, 100 for what is of another kind or unknown, 131009 for a value that is not allowed.
 * Thread-safe.
 */
final class Fields {

    private final String path;
    private final ObjectNode node;

    Fields(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonNode raw(String name) {
        return node.path(name);
    }

    /** Refuses members that are not among these. */
    Fields only(String... names) {
        Set<String> known = Set.of(names);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new Refusal(
                        100, "Unexpected key \"" + name + "\" on param \"" + (path.isEmpty() ? "body" : path) + "\".");
            }
        });
        return this;
    }

    Fields object(String name) {
        JsonNode member = required(name);
        if (!(member instanceof ObjectNode object)) {
            throw kind(name, "a JSON object");
        }
        return new Fields(at(name), object);
    }

    List<Fields> objects(String name, int least, int most) {
        JsonNode member = required(name);
        if (!(member instanceof ArrayNode array)) {
            throw kind(name, "an array");
        }
        if (array.size() < least || array.size() > most) {
            throw value(name, "must have " + least + " to " + most + " elements, has " + array.size());
        }
        List<Fields> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String where = at(name) + "[" + i + "]";
            if (!(array.get(i) instanceof ObjectNode object)) {
                throw new Refusal(100, "Param " + where + " must be a JSON object.");
            }
            elements.add(new Fields(where, object));
        }
        return elements;
    }

    /** An array of at most so many texts, each of 1 to {@code longest} characters. */
    void texts(String name, int most, int longest) {
        if (!(required(name) instanceof ArrayNode array)) {
            throw kind(name, "an array");
        }
        if (array.size() > most) {
            throw value(name, "must have at most " + most + " elements, has " + array.size());
        }
        for (JsonNode each : array) {
            if (!each.isTextual()
                    || each.textValue().isEmpty()
                    || each.textValue().length() > longest) {
                throw value(name, "must hold texts of 1 to " + longest + " characters");
            }
        }
    }

    /** A text of 1 to {@code longest} characters. */
    String text(String name, int longest) {
        String text = string(name);
        if (text.isEmpty()) {
            throw value(name, "must not be empty");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw value(name, "must be at most " + longest + " characters long");
        }
        return text;
    }

    void optionalText(String name, int longest) {
        if (has(name)) {
            text(name, longest);
        }
    }

    /** A string that may be empty. */
    String string(String name) {
        JsonNode member = required(name);
        if (!member.isTextual()) {
            throw kind(name, "a string");
        }
        return member.textValue();
    }

    void optionalBoolean(String name) {
        if (has(name) && !raw(name).isBoolean()) {
            throw kind(name, "a boolean");
        }
    }

    String oneOf(String name, String... allowed) {
        String text = string(name);
        if (!List.of(allowed).contains(text)) {
            throw value(name, "must be one of {" + String.join(", ", allowed) + "}");
        }
        return text;
    }

    /** A number, or a string that holds one, between the bounds. */
    double number(String name, double least, double most) {
        JsonNode member = required(name);
        double number;
        try {
            number = member.isNumber() ? member.doubleValue() : Double.parseDouble(member.asText());
        } catch (NumberFormatException notANumber) {
            throw kind(name, "a number");
        }
        if (!(number >= least && number <= most)) {
            throw value(name, "must be between " + (long) least + " and " + (long) most);
        }
        return number;
    }

    /** An absolute http or https URL. */
    void url(String name, int longest) {
        String text = text(name, longest);
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException refusedBelow) {
            throw value(name, "is not a valid URL");
        }
        throw value(name, "is not a valid http or https URL");
    }

    Refusal value(String name, String sentence) {
        return new Refusal(131009, "Param " + at(name) + " " + sentence + ".");
    }

    Refusal value(String sentence) {
        return new Refusal(131009, "Param " + path + " " + sentence + ".");
    }

    Refusal missing(String name) {
        return new Refusal(131008, "The parameter " + at(name) + " is required.");
    }

    private Refusal kind(String name, String expected) {
        return new Refusal(100, "Param " + at(name) + " must be " + expected + ".");
    }

    private JsonNode required(String name) {
        if (!has(name)) {
            throw missing(name);
        }
        return raw(name);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
