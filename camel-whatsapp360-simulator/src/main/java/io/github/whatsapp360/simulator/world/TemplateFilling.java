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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts the parameters of a send into a template, and refuses those that do not fit. Thread-safe. */
public final class TemplateFilling {

    private static final int MAXIMUM_BODY_LENGTH = 1024;
    private static final int MAXIMUM_BODY_ALONE_LENGTH = 32_768;
    private static final int MAXIMUM_CODE_LENGTH = 15;
    private static final Pattern CODE = Pattern.compile("(?!.*://)[\\p{L}\\p{N}\\p{P} ]*");

    private TemplateFilling() {}

    /**
     * The template as the customer sees it.
     *
     * @param payload the {@code template} member of the request
     * @throws Refusal 132000 when the number of parameters is wrong, 132012 when their kind is, 132005 when the text
     *     becomes too long, 132018 when the codes of an authentication template differ
     */
    public static ObjectNode fill(Template template, JsonNode payload) {
        JsonNode given = payload.path("components");
        refuseUnknown(template, given);
        if (template.category().equals("AUTHENTICATION")) {
            checkCode(given);
        }
        ObjectNode shown = Json.object().put("name", template.name()).put("category", template.category());
        for (JsonNode definition : template.components()) {
            switch (definition.path("type").asText().toUpperCase(Locale.ROOT)) {
                case "HEADER" -> shown.set("header", header(template.named(), definition, parameters(given, "header")));
                case "BODY" -> shown.put("body", body(template, definition, parameters(given, "body")));
                case "FOOTER" -> shown.put("footer", definition.path("text").asText());
                case "BUTTONS" -> shown.set("buttons", TemplateButtons.fill(definition.path("buttons"), given));
                case "CAROUSEL" -> shown.set("cards", cards(definition.path("cards"), component(given, "carousel")));
                default -> shown.put("extra", definition.path("type").asText());
            }
        }
        return shown;
    }

    /** Refuses what is sent for a part that the template has not. */
    private static void refuseUnknown(Template template, JsonNode given) {
        for (JsonNode component : given) {
            String type = component.path("type").asText();
            String part = TemplateButtons.isButton(component) ? "BUTTONS" : upper(type);
            boolean extra = List.of("HEADER", "CAROUSEL", "BUTTONS").contains(part);
            if (extra && template.component(part).isMissingNode()) {
                throw new Refusal(132000, type + ": The template has no component of this type");
            }
        }
    }

    /** The code is sent for the body and for the button, and is nothing but a short code. */
    private static void checkCode(JsonNode given) {
        String code = parameters(given, "body").path(0).path("text").asText();
        if (code.codePointCount(0, code.length()) > MAXIMUM_CODE_LENGTH) {
            throw new Refusal(132005, "body: A code has at most " + MAXIMUM_CODE_LENGTH + " characters");
        }
        if (!CODE.matcher(code).matches()) {
            throw new Refusal(132012, "body: A code has no emoji and is no address");
        }
        JsonNode again = TemplateButtons.parameters(given, 0).path(0).path("text");
        if (!again.isMissingNode() && !again.asText().equals(code)) {
            throw new Refusal(132018, "buttons: button at index 0 must have the code of the body");
        }
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

    /** One pass: a value that looks like a variable stays as it is. */
    private static String text(String where, String text, JsonNode parameters, boolean named) {
        Set<String> variables = Template.variables(text);
        if (variables.size() != parameters.size()) {
            throw count(where, variables.size(), parameters.size());
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode parameter = parameters.path(i);
            String name = named ? parameter.path("parameter_name").asText() : Integer.toString(i + 1);
            if (!variables.contains(name)) {
                throw named
                        ? new Refusal(132012, where + ": Parameter name is missing or unknown")
                        : new Refusal(132000, where + ": variables are not numbered 1 to " + variables.size());
            }
            if (values.put(name, value(where, parameter)) != null) {
                throw new Refusal(132012, where + ": Parameter name " + name + " is given twice");
            }
        }
        return Template.fill(text, values);
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
                    default -> card.set("buttons", TemplateButtons.fill(definition.path("buttons"), components));
                }
            }
        }
        return shown;
    }

    static Refusal count(String where, int expected, int actual) {
        return new Refusal(
                132000,
                where + ": number of localizable_params (" + actual + ") does not match the expected number of params ("
                        + expected + ")");
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
