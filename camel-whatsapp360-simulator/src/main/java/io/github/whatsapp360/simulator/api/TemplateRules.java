/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.world.Template;
import java.util.List;
import java.util.Locale;

/**
 * The rules for a template that is created or edited; a breach is refused with code 100 and Meta's subcode.
 * Thread-safe.
 */
final class TemplateRules {

    private static final List<String> CATEGORIES = List.of("UTILITY", "MARKETING", "AUTHENTICATION");

    private static final String CONTACT_BUTTON = "Share Contact Info";

    private TemplateRules() {}

    static void check(ObjectNode template) {
        String name = template.path("name").asText();
        if (!name.matches("[a-z0-9_]{1,512}")) {
            throw new Refusal(
                    100, "Param name must consist of at most 512 lower-case letters, digits and underscores.");
        }
        if (!template.path("language").asText().matches("[a-z]{2,3}(_[A-Z]{2,3})?")) {
            throw new Refusal(100, "Param language must be a language code.");
        }
        if (!CATEGORIES.contains(template.path("category").asText().toUpperCase(Locale.ROOT))) {
            throw new Refusal(100, "Param category must be one of {AUTHENTICATION, MARKETING, UTILITY}.");
        }
        components(template.path("components"));
    }

    static void components(JsonNode components) {
        boolean body = false;
        for (JsonNode component : components) {
            String text = component.path("text").asText();
            switch (component.path("type").asText().toUpperCase(Locale.ROOT)) {
                case "BODY" -> {
                    body = true;
                    body(component, text);
                }
                case "HEADER" -> {
                    if (text.length() > 60 || Template.variables(text).size() > 1) {
                        throw refuse(2388047, "The header has more than 60 characters or more than one variable.");
                    }
                }
                case "FOOTER" -> {
                    if (text.length() > 60 || !Template.variables(text).isEmpty()) {
                        throw refuse(2388073, "The footer has more than 60 characters or a variable.");
                    }
                }
                case "BUTTONS" -> buttons(component.path("buttons"));
                case "CAROUSEL", "LIMITED_TIME_OFFER", "CALL_PERMISSION_REQUEST" -> {
                    /* Taken as they are. */
                }
                default -> throw new Refusal(100, "Param components has a component of unknown type.");
            }
        }
        if (!body) {
            throw new Refusal(100, "Param components must have a component of type BODY.");
        }
    }

    private static void body(JsonNode component, String text) {
        if (text.length() > 1024) {
            throw refuse(2388040, "The body has more than 1024 characters.");
        }
        boolean authentication = component.has("add_security_recommendation");
        if (text.isEmpty() && !authentication) {
            throw refuse(2388072, "The body has no text.");
        }
        if (!authentication && (text.startsWith("{{") || text.endsWith("}}"))) {
            throw refuse(2388299, "Variables cannot be at the start or end of the template.");
        }
    }

    private static void buttons(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > 10) {
            throw new Refusal(100, "Param buttons must have 1 to 10 elements.");
        }
        int urls = 0;
        for (JsonNode button : buttons) {
            if (button.path("text").asText().length() > 25) {
                throw refuse(2388040, "A button has more than 25 characters.");
            }
            if (button.path("type").asText().equalsIgnoreCase("REQUEST_CONTACT_INFO")) {
                contactButton(button.path("text").asText());
            }
            if (button.path("type").asText().equalsIgnoreCase("URL") && ++urls > 2) {
                throw new Refusal(100, "Param buttons must have at most 2 elements of type URL.");
            }
        }
    }

    private static void contactButton(String text) {
        if (text.isEmpty()) {
            throw refuse(2388050, "A button has no text.");
        }
        if (!text.equals(CONTACT_BUTTON)) {
            throw refuse(2388153, "The text of a REQUEST_CONTACT_INFO button is " + CONTACT_BUTTON + ".");
        }
    }

    static Refusal refuse(int subcode, String details) {
        return new Refusal(Problem.of(100, details).withSubcode(subcode));
    }
}
