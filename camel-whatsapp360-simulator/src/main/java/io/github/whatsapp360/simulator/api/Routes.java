/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which endpoint answers which method and path. A part of a path in braces stands for any text without a slash, and
 * {@code {id}} for digits only; the route added first wins, so the fixed paths come before those that catch every media
 * id. Confined to the event loop.
 */
public final class Routes {

    private record Route(String method, List<String> parts, Endpoint endpoint) {
        String text() {
            return method + " " + String.join("/", parts);
        }
    }

    /**
     * A route that fits.
     *
     * @param endpoint what answers
     * @param named what stood in place of the names in braces
     */
    public record Found(Endpoint endpoint, Map<String, String> named) {}

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; several methods with a bar between. */
    public Routes add(String methods, String path, Endpoint endpoint) {
        for (String method : methods.split("\\|", -1)) {
            routes.add(new Route(method, List.of(path.split("/", -1)), endpoint));
        }
        return this;
    }

    /** The route for a method and path. */
    public Optional<Found> find(String method, String path) {
        List<String> parts = List.of(path.split("/", -1));
        for (Route route : routes) {
            if (route.method().equals(method)) {
                Optional<Map<String, String>> named = match(route.parts(), parts);
                if (named.isPresent()) {
                    return Optional.of(new Found(route.endpoint(), named.get()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The answer to a request that fits no route: 405 when another method would have, with the routes that there are.
     */
    public Answer missing(String path) {
        List<String> parts = List.of(path.split("/", -1));
        List<Route> here = routes.stream()
                .filter(route -> match(route.parts(), parts).isPresent())
                .toList();
        ObjectNode answer = Json.object().put("error", here.isEmpty() ? "Not found" : "Method not allowed");
        ArrayNode shown = answer.putArray("routes");
        (here.isEmpty() ? routes : here).stream().map(Route::text).distinct().forEach(shown::add);
        return Answer.json(here.isEmpty() ? 404 : 405, answer);
    }

    private static Optional<Map<String, String>> match(List<String> pattern, List<String> parts) {
        if (pattern.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            int brace = expected.indexOf('{');
            if (brace < 0) {
                if (!expected.equals(parts.get(i))) {
                    return Optional.empty();
                }
            } else if (expected.equals("{id}") && !parts.get(i).matches("[0-9]+")) {
                return Optional.empty();
            } else if (parts.get(i).length() > brace && parts.get(i).startsWith(expected.substring(0, brace))) {
                named.put(
                        expected.substring(brace + 1, expected.length() - 1),
                        parts.get(i).substring(brace));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }
}
