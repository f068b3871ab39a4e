/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A path in a message: {@code a.b}, {@code a[].b} for each element, {@code a[type=x].b} for those elements whose {@code
 * type} is {@code x} in any case.
 *
 * <p>Immutable and thread-safe.
 */
record JsonPath(List<Step> steps) {

    private static final Pattern STEP = Pattern.compile("(?<name>\\w+)(?<array>\\[(?:(?<key>\\w+)=(?<word>\\w+))?])?");

    JsonPath {
        steps = List.copyOf(steps);
    }

    static JsonPath of(String text) {
        return new JsonPath(Stream.of(text.split("\\.")).map(Step::of).toList());
    }

    /** The values at the path, in document order, without absent and null values. */
    Stream<Found> in(Found start) {
        return from(0, start);
    }

    /** Follows plain names without a stream: most paths of most limits end at an absent member. */
    private Stream<Found> from(int first, Found start) {
        Found found = start;
        for (int i = first; i < steps.size(); i++) {
            Step step = steps.get(i);
            found = found.member(step.name());
            if (!found.isThere()) {
                return Stream.empty();
            }
            if (step.array()) {
                int next = i + 1;
                return step.elements(found).flatMap(element -> from(next, element));
            }
        }
        return Stream.of(found);
    }

    /** A value and where it was found, such as {@code interactive.action.buttons[2].reply.title}. */
    record Found(String field, JsonNode node) {

        static Found root(JsonNode message) {
            return new Found("", message);
        }

        Found member(String name) {
            return new Found(field.isEmpty() ? name : field + "." + name, node.path(name));
        }

        Found element(int index) {
            return new Found(field + "[" + index + "]", node.path(index));
        }

        boolean isThere() {
            return !node.isMissingNode() && !node.isNull();
        }

        int length() {
            return node.asText().length();
        }
    }

    /** One name of a path. */
    record Step(String name, boolean array, String key, String word) {

        static Step of(String text) {
            Matcher step = STEP.matcher(text);
            if (!step.matches()) {
                throw new IllegalArgumentException("Expected name, name[] or name[key=word], actual is " + text);
            }
            String key = step.group("key");
            String word = step.group("word");
            return new Step(
                    step.group("name"), step.group("array") != null, key == null ? "" : key, word == null ? "" : word);
        }

        /** The elements of an array that this step selects. */
        private Stream<Found> elements(Found member) {
            return IntStream.range(0, member.node().size())
                    .mapToObj(member::element)
                    .filter(Found::isThere)
                    .filter(element ->
                            key.isEmpty() || element.node().path(key).asText().equalsIgnoreCase(word));
        }
    }
}
