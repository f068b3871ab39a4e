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
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private @Nullable PlannedReview review;

    /**
     * What the reviewers will decide.
     *
     * @param status for example {@code REJECTED}
     * @param due when they do
     */
    record PlannedReview(String status, String reason, Instant due) {}

    Template(String id, ObjectNode definition, String status, Instant createdAt) {
        this.id = id;
        this.name = definition.path("name").asText();
        this.language = definition.path("language").asText();
        this.category = definition.path("category").asText("UTILITY").toUpperCase(Locale.ROOT);
        this.named = definition.path("parameter_format").asText().equalsIgnoreCase("NAMED");
        this.components = components(definition);
        this.status = status;
        this.createdAt = createdAt;
    }

    /** As given; of an authentication template with the text and the button that Meta makes. */
    private ArrayNode components(ObjectNode definition) {
        ArrayNode all = definition.path("components") instanceof ArrayNode given ? given : Json.array();
        if (category.equals("AUTHENTICATION")) {
            all.forEach(component -> {
                if (component instanceof ObjectNode object) {
                    complete(object);
                }
            });
        }
        return all;
    }

    private static void complete(ObjectNode component) {
        if (component.path("type").asText().equalsIgnoreCase("BODY") && !component.has("text")) {
            boolean more = component.path("add_security_recommendation").asBoolean();
            component.put(
                    "text",
                    "{{1}} is your verification code." + (more ? " For your security, do not share this code." : ""));
        }
        component.path("buttons").forEach(each -> {
            if (each instanceof ObjectNode button
                    && button.path("type").asText().equalsIgnoreCase("OTP")) {
                String kind = button.path("otp_type").asText("COPY_CODE");
                button.put("type", "URL")
                        .put("text", button.path("text").asText("Copy code"))
                        .put("url", "https://www.whatsapp.com/otp/code/?otp_type=" + kind + "&code=otp{{1}}");
            }
        });
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

    /** What the reviewers will decide; null when nothing is planned. */
    @Nullable
    PlannedReview review() {
        return review;
    }

    void review(@Nullable PlannedReview planned) {
        review = planned;
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

    /** A text with these values in place of its variables; what a value holds is not looked at again. */
    static String fill(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
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
