/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template as it was created: a name in one language, with components in Meta's form. Confined to the event loop. */
public final class Template {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

    private final String id;
    private final String name;
    private final String language;
    private final boolean named;
    private final Instant createdAt;
    private String category;
    private String status;
    private ArrayNode components;

    Template(String id, ObjectNode definition, String status, Instant createdAt) {
        this.id = id;
        this.name = definition.path("name").asText();
        this.language = definition.path("language").asText();
        this.category = definition.path("category").asText("UTILITY").toUpperCase(Locale.ROOT);
        this.named = definition.path("parameter_format").asText().equalsIgnoreCase("NAMED");
        this.components = definition.path("components") instanceof ArrayNode given ? given : Json.array();
        this.status = status;
        this.createdAt = createdAt;
    }

    /** Meta's id, a number in a string. */
    public String id() {
        return id;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The language code, for example {@code en_US}. */
    public String language() {
        return language;
    }

    /** {@code UTILITY}, {@code MARKETING} or {@code AUTHENTICATION}. */
    public String category() {
        return category;
    }

    /** For example {@code APPROVED}. */
    public String status() {
        return status;
    }

    /** Whether its variables have names instead of numbers. */
    public boolean named() {
        return named;
    }

    /** The components, as created. */
    public ArrayNode components() {
        return components;
    }

    /** When it was created. */
    public Instant createdAt() {
        return createdAt;
    }

    void status(String now) {
        status = now;
    }

    void category(String now) {
        category = now;
    }

    void components(ArrayNode now) {
        components = now;
    }

    /** The first component of a type, or a missing node. */
    public JsonNode component(String type) {
        for (JsonNode component : components) {
            if (component.path("type").asText().equalsIgnoreCase(type)) {
                return component;
            }
        }
        return Json.object().path("absent");
    }

    /** The different variables of a text, in order of appearance. */
    public static Set<String> variables(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher matcher = VARIABLE.matcher(text); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** In the form of {@code /message_templates}. */
    public ObjectNode asMeta() {
        ObjectNode view = Json.object()
                .put("id", id)
                .put("name", name)
                .put("language", language)
                .put("status", status)
                .put("category", category)
                .put("parameter_format", named ? "NAMED" : "POSITIONAL");
        view.set("components", components);
        view.putObject("quality_score").put("score", "UNKNOWN");
        return view.put("rejected_reason", "NONE");
    }
}
