/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeParameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the description of a bridge from its file, which is a Kamelet. */
public final class KameletFile {

    private KameletFile() {}

    /** The bridge of this name. */
    public static Bridge read(String name) {
        Map<String, Object> kamelet = map(new Load(LoadSettings.builder().build()).loadFromString(text(name)));
        Map<String, Object> spec = map(kamelet.get("spec"));
        Map<String, Object> definition = map(spec.get("definition"));
        return new Bridge(
                name,
                words(definition.get("title")),
                words(definition.get("description")),
                parameters(definition),
                lists(definition.get("x-exclusive")),
                dependent(definition),
                texts(definition.get("x-unique")),
                texts(spec.get("dependencies")));
    }

    /** The text of the file of this bridge. */
    static String text(String name) {
        try (InputStream file =
                KameletFile.class.getClassLoader().getResourceAsStream("kamelets/" + name + ".kamelet.yaml")) {
            if (file == null) {
                throw new IllegalStateException("No Kamelet " + name + " on the class path");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<BridgeParameter> parameters(Map<String, Object> definition) {
        Set<String> required = Set.copyOf(texts(definition.get("required")));
        List<BridgeParameter> parameters = new ArrayList<>();
        map(definition.get("properties")).forEach((name, value) -> {
            Map<String, Object> property = map(value);
            parameters.add(new BridgeParameter(
                    name,
                    words(property.get("title")),
                    words(property.get("description")),
                    words(property.get("type")),
                    property.containsKey("default") ? words(property.get("default")) : null,
                    required.contains(name),
                    words(property.get("format")),
                    texts(property.get("enum")),
                    property.containsKey("pattern") ? words(property.get("pattern")) : null,
                    number(property.get("minimum")),
                    number(property.get("maximum"))));
        });
        return parameters;
    }

    private static Map<String, List<String>> dependent(Map<String, Object> definition) {
        Map<String, List<String>> dependent = new LinkedHashMap<>();
        map(definition.get("dependentRequired")).forEach((name, needed) -> dependent.put(name, texts(needed)));
        return dependent;
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : null;
    }

    private static String words(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(KameletFile::words).toList();
    }

    private static List<List<String>> lists(@Nullable Object value) {
        return list(value).stream().map(KameletFile::texts).toList();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, member) -> map.put(words(key), member));
        }
        return map;
    }
}
