/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the parameters of a send into the buttons of a template, and refuses those that do not fit. Thread-safe. */
final class TemplateButtons {

    /** What may be sent for a type of button; nothing for a type that is not here. */
    private enum Kind {
        QUICK_REPLY("payload", false),
        URL("text", true),
        COPY_CODE("coupon_code", true),
        FLOW("action", false),
        CATALOG("action", false),
        MPM("action", true),
        ORDER_DETAILS("action", true),
        VOICE_CALL("ttl_minutes", false);

        private final String parameter;
        private final boolean required;

        Kind(String parameter, boolean required) {
            this.parameter = parameter;
            this.required = required;
        }
    }

    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toUnmodifiableMap(Kind::name, kind -> kind));

    private TemplateButtons() {}

    /**
     * The buttons as the customer sees them.
     *
     * @param given the components of the send
     */
    static ArrayNode fill(JsonNode definitions, JsonNode given) {
        check(definitions, given);
        ArrayNode shown = Json.array();
        for (int i = 0; i < definitions.size(); i++) {
            JsonNode definition = definitions.path(i);
            String type = upper(definition.path("type").asText());
            JsonNode parameter = parameters(given, i).path(0);
            ObjectNode button = shown.addObject()
                    .put("type", type)
                    .put("text", definition.path("text").asText());
            switch (type) {
                case "URL" -> {
                    String url = definition.path("url").asText();
                    button.put(
                            "url", url.replace("{{1}}", parameter.path("text").asText()));
                }
                case "QUICK_REPLY" ->
                    button.put(
                            "payload",
                            parameter
                                    .path("payload")
                                    .asText(definition.path("text").asText()));
                case "COPY_CODE" ->
                    button.put("text", "Copy code")
                            .put("code", parameter.path("coupon_code").asText());
                case "PHONE_NUMBER" ->
                    button.put("phone", definition.path("phone_number").asText());
                default -> {
                    /* Nothing else is shown of it. */
                }
            }
        }
        return shown;
    }

    /** Refuses buttons that the template has not, those of another kind, and missing parameters. */
    private static void check(JsonNode definitions, JsonNode given) {
        boolean[] seen = new boolean[definitions.size()];
        for (JsonNode component : given) {
            if (!isButton(component)) {
                continue;
            }
            int index = component.path("index").asInt(-1);
            if (index < 0 || index >= seen.length || seen[index]) {
                throw new Refusal(
                        132000,
                        "buttons: button at index " + index
                                + (index < 0 || index >= seen.length ? " does not exist" : " is given twice"));
            }
            seen[index] = true;
            fits(definitions.path(index), index, component);
        }
        for (int i = 0; i < seen.length; i++) {
            JsonNode definition = definitions.path(i);
            Kind kind = kind(definition);
            if (kind != null
                    && isRequired(kind, definition)
                    && parameters(given, i).isEmpty()) {
                throw new Refusal(
                        132000,
                        "buttons: button at index " + i + " of type "
                                + definition.path("type").asText() + " requires a parameter");
            }
        }
    }

    private static void fits(JsonNode definition, int index, JsonNode component) {
        String where = "buttons: button at index " + index;
        Kind kind = kind(definition);
        String given = upper(component.path("sub_type").asText());
        if (kind == null || !kind.name().equals(given)) {
            throw new Refusal(
                    132012,
                    where + ": Format mismatch, expected "
                            + upper(definition.path("type").asText()) + ", received " + given);
        }
        JsonNode parameters = component.path("parameters");
        int most = kind == Kind.URL && !isRequired(kind, definition) ? 0 : 1;
        if (kind != Kind.VOICE_CALL && parameters.size() > most) {
            throw TemplateFilling.count(where, most, parameters.size());
        }
        String type = parameters.path(0).path("type").asText(kind.parameter);
        if (kind != Kind.VOICE_CALL && !type.equals(kind.parameter)) {
            throw new Refusal(
                    132012,
                    where + ": Format mismatch, expected " + upper(kind.parameter) + ", received " + upper(type));
        }
    }

    private static @Nullable Kind kind(JsonNode definition) {
        return KINDS.get(upper(definition.path("type").asText()));
    }

    private static boolean isRequired(Kind kind, JsonNode definition) {
        return kind == Kind.URL
                ? !Template.variables(definition.path("url").asText()).isEmpty()
                : kind.required;
    }

    static boolean isButton(JsonNode component) {
        return component.path("type").asText().equalsIgnoreCase("button");
    }

    static JsonNode parameters(JsonNode given, int index) {
        for (JsonNode component : given) {
            if (isButton(component) && component.path("index").asInt(-1) == index) {
                return component.path("parameters");
            }
        }
        return Json.array();
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
