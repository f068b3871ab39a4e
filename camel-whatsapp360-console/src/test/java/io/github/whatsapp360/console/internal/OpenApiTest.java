/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The description of the API says what the code does. */
class OpenApiTest {

    /** Two records that would have the same name. */
    private static final Map<Class<?>, String> NAMES = Map.of(ConsoleApi.Subscription.class, "SubscriptionName");

    private final ConsoleApi api = new ConsoleApi(List::of, new Reports(List::of, new Statistics()), new Statistics());
    private final JsonNode description = description();

    private static JsonNode description() {
        try {
            return new ObjectMapper().readTree(ConsoleHandler.resource("openapi.json"));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyCallIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> served = new TreeSet<>();
        api.routes().forEach(route -> served.add(route.method() + " /" + route.template()));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void rolesAndBodiesAreThoseOfTheCode() {
        for (ApiRoute route : api.routes()) {
            JsonNode operation = description
                    .path("paths")
                    .path("/" + route.template())
                    .path(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.path("x-role").asText())
                    .as(route.template())
                    .isEqualTo(route.role().name().toLowerCase(Locale.ROOT));
            assertThat(schema(operation.path("requestBody")))
                    .as(route.template())
                    .isEqualTo(name(route.request()));
            if (route.response() != Object.class) {
                assertThat(schema(operation.path("responses").path("200")))
                        .as(route.template())
                        .isEqualTo(name(route.response()));
            }
        }
    }

    private static String schema(JsonNode body) {
        String reference = body.path("content")
                .path("application/json")
                .path("schema")
                .path("$ref")
                .asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static String name(@Nullable Class<?> type) {
        return type == null ? "" : NAMES.getOrDefault(type, type.getSimpleName());
    }

    @Test
    void everyRecordHasItsMembersInTheDescription() {
        Deque<Class<?>> open = new ArrayDeque<>();
        Set<String> seen = new TreeSet<>(Set.of("Error"));
        for (ApiRoute route : api.routes()) {
            open.add(route.response());
            if (route.request() != null) {
                open.add(route.request());
            }
        }
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (!type.isRecord() || !seen.add(name(type))) {
                continue;
            }
            List<String> members = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                members.add(component.getName());
                open.addAll(classes(component.getGenericType()));
            }
            List<String> described = new ArrayList<>();
            description
                    .path("components")
                    .path("schemas")
                    .path(name(type))
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(described::add);
            assertThat(described).as(name(type)).containsExactlyElementsOf(members);
        }
        Set<String> schemas = new TreeSet<>();
        description.path("components").path("schemas").fieldNames().forEachRemaining(schemas::add);
        assertThat(schemas).isEqualTo(seen);
    }

    private static List<Class<?>> classes(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Class<?>> all = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                all.addAll(classes(argument));
            }
            return all;
        }
        return type instanceof Class<?> plain ? List.of(plain) : List.of();
    }
}
