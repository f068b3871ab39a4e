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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts the parameters of a send into a template, and refuses those that do not fit. Thread-safe. */
public final class TemplateFilling {

    private static final int MAXIMUM_BODY_LENGTH = 1024;
    private static final int MAXIMUM_BODY_ALONE_LENGTH = 32_768;

    private TemplateFilling() {}

    /**
     * The template as the customer sees it.
     *
     * @param payload the {@code template} member of the request
     * @throws Refusal 132000 when the number of parameters is wrong, 132012 when their kind is, 132005 when the text
     *     becomes too long
     */
    public static ObjectNode fill(Template template, JsonNode payload) {
        JsonNode given = payload.path("components");
        ObjectNode shown = Json.object().put("name", template.name()).put("category", template.category());
        for (JsonNode definition : template.components()) {
            switch (definition.path("type").asText().toUpperCase(Locale.ROOT)) {
                case "HEADER" -> shown.set("header", header(template.named(), definition, parameters(given, "header")));
                case "BODY" -> shown.put("body", body(template, definition, parameters(given, "body")));
                case "FOOTER" -> shown.put("footer", definition.path("text").asText());
                case "BUTTONS" -> shown.set("buttons", buttons(definition.path("buttons"), given));
                case "CAROUSEL" -> shown.set("cards", cards(definition.path("cards"), component(given, "carousel")));
                default -> shown.put("extra", definition.path("type").asText());
            }
        }
        return shown;
    }

    private static JsonNode component(JsonNode given, String type) {
        for (JsonNode component : given) {
            if (component.path("type").asText().equalsIgnoreCase(type)) {
                return component;
            }
        }
        return Json.array();
    }

    private static JsonNode parameters(JsonNode given, String type) {
        return component(given, type).path("parameters");
    }

    private static ObjectNode header(boolean named, JsonNode definition, JsonNode parameters) {
        String format = definition.path("format").asText("TEXT").toUpperCase(Locale.ROOT);
        ObjectNode header = Json.object().put("format", format);
        if (format.equals("TEXT")) {
            return header.put("text", text("header", definition.path("text").asText(), parameters, named));
        }
        if (parameters.size() != 1) {
            throw count("header", 1, parameters.size());
        }
        String kind = parameters.path(0).path("type").asText();
        if (!kind.equalsIgnoreCase(format)) {
            throw new Refusal(132012, "header: Format mismatch, expected " + format + ", received " + upper(kind));
        }
        header.set("media", parameters.path(0).path(kind));
        return header;
    }

    private static String body(Template template, JsonNode definition, JsonNode parameters) {
        String text = text("body", definition.path("text").asText(), parameters, template.named());
        int longest = template.components().size() == 1 ? MAXIMUM_BODY_ALONE_LENGTH : MAXIMUM_BODY_LENGTH;
        if (text.length() > longest) {
            throw new Refusal(132005, "body: Expected at most " + longest + " characters, Actual " + text.length());
        }
        return text;
    }

    private static String text(String where, String text, JsonNode parameters, boolean named) {
        Set<String> variables = Template.variables(text);
        if (variables.size() != parameters.size()) {
            throw count(where, variables.size(), parameters.size());
        }
        String filled = text;
        List<String> order = new ArrayList<>(variables);
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode parameter = parameters.path(i);
            String name = named ? parameter.path("parameter_name").asText() : Integer.toString(i + 1);
            if (!order.contains(name)) {
                throw named
                        ? new Refusal(132012, where + ": Parameter name is missing or unknown")
                        : new Refusal(132000, where + ": variables are not numbered 1 to " + order.size());
            }
            filled = filled.replaceAll("\\{\\{\\s*" + name + "\\s*}}", quote(value(where, parameter)));
        }
        return filled;
    }

    private static String quote(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static String value(String where, JsonNode parameter) {
        return switch (parameter.path("type").asText()) {
            case "text" -> parameter.path("text").asText();
            case "currency" -> parameter.path("currency").path("fallback_value").asText();
            case "date_time" ->
                parameter.path("date_time").path("fallback_value").asText();
            default ->
                throw new Refusal(
                        132012,
                        where + ": Format mismatch, expected TEXT, received "
                                + upper(parameter.path("type").asText()));
        };
    }

    private static ArrayNode buttons(JsonNode definitions, JsonNode given) {
        ArrayNode shown = Json.array();
        for (int i = 0; i < definitions.size(); i++) {
            JsonNode definition = definitions.path(i);
            String type = upper(definition.path("type").asText());
            JsonNode parameter = button(given, i).path("parameters").path(0);
            ObjectNode button = shown.addObject()
                    .put("type", type)
                    .put("text", definition.path("text").asText());
            if (type.equals("URL")) {
                String url = definition.path("url").asText();
                if (!Template.variables(url).isEmpty()
                        && parameter.path("text").asText().isEmpty()) {
                    throw new Refusal(132000, "buttons: button at index " + i + " of type Url requires a parameter");
                }
                button.put("url", url.replace("{{1}}", parameter.path("text").asText()));
            } else if (type.equals("QUICK_REPLY")) {
                String text = definition.path("text").asText();
                button.put("payload", parameter.path("payload").asText(text));
            } else if (type.equals("COPY_CODE")) {
                button.put("text", "Copy code")
                        .put("code", parameter.path("coupon_code").asText());
            } else if (type.equals("PHONE_NUMBER")) {
                button.put("phone", definition.path("phone_number").asText());
            }
        }
        return shown;
    }

    private static JsonNode button(JsonNode given, int index) {
        for (JsonNode component : given) {
            if (component.path("type").asText().equalsIgnoreCase("button")
                    && component.path("index").asInt(-1) == index) {
                return component;
            }
        }
        return Json.object();
    }

    private static ArrayNode cards(JsonNode definitions, JsonNode given) {
        ArrayNode shown = Json.array();
        if (given.path("cards").size() != definitions.size()) {
            throw count("carousel", definitions.size(), given.path("cards").size());
        }
        for (int i = 0; i < definitions.size(); i++) {
            JsonNode components = given.path("cards").path(i).path("components");
            ObjectNode card = shown.addObject();
            for (JsonNode definition : definitions.path(i).path("components")) {
                switch (upper(definition.path("type").asText())) {
                    case "HEADER" -> card.set("header", header(false, definition, parameters(components, "header")));
                    case "BODY" ->
                        card.put(
                                "body",
                                text("body", definition.path("text").asText(), parameters(components, "body"), false));
                    default -> card.set("buttons", buttons(definition.path("buttons"), components));
                }
            }
        }
        return shown;
    }

    private static Refusal count(String where, int expected, int actual) {
        return new Refusal(
                132000,
                where + ": number of localizable_params (" + actual + ") does not match the expected number of params ("
                        + expected + ")");
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
