/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker is told: a verb and named values, {@code load port=8080 rate=3000}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param verb what to do
 * @param values by name
 */
public record Order(String verb, Map<String, String> values) {

    public Order {
        values = Map.copyOf(values);
    }

    /** An order without values. */
    public static Order of(String verb) {
        return new Order(verb, Map.of());
    }

    /** The order in a line. */
    public static Order parse(String line) {
        String[] words = line.strip().split(" +", -1);
        Map<String, String> values = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int sign = words[i].indexOf('=');
            values.put(words[i].substring(0, sign), URLDecoder.decode(words[i].substring(sign + 1), UTF_8));
        }
        return new Order(words[0], values);
    }

    /** The same with one more value. */
    public Order with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, String.valueOf(value));
        return new Order(verb, more);
    }

    /** A value that must be there. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected a value " + name + " for " + verb);
        }
        return value;
    }

    /** A value, or what stands for it when it is absent. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A number that must be there. */
    public int number(String name) {
        return (int) Double.parseDouble(text(name));
    }

    /** A number, or what stands for it when it is absent. */
    public int number(String name, int otherwise) {
        return values.containsKey(name) ? number(name) : otherwise;
    }

    /** A number with a fraction that must be there. */
    public double fraction(String name) {
        return Double.parseDouble(text(name));
    }

    /** The line that {@link #parse} reads. */
    @Override
    public String toString() {
        return verb
                + values.entrySet().stream()
                        .map(value -> " " + value.getKey() + "=" + URLEncoder.encode(value.getValue(), UTF_8))
                        .sorted()
                        .collect(joining());
    }
}
