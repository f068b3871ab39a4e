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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rules for a template that is created or edited; a breach is refused with code 100 and Meta's subcode.
 * Thread-safe.
 */
final class TemplateRules {

    private static final List<String> CATEGORIES = List.of("UTILITY", "MARKETING", "AUTHENTICATION");

    private static final List<String> FORMATS_WITH_FILE = List.of("IMAGE", "VIDEO", "GIF", "DOCUMENT");
    private static final List<String> FORMATS =
            List.of("TEXT", "IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION", "PRODUCT");
    private static final List<String> BUTTONS = List.of(
            "QUICK_REPLY",
            "URL",
            "PHONE_NUMBER",
            "COPY_CODE",
            "FLOW",
            "CATALOG",
            "MPM",
            "SPM",
            "VOICE_CALL",
            "OTP",
            "ORDER_DETAILS",
            "REQUEST_CONTACT_INFO",
            "APP");
    private static final Map<String, Integer> MOST_BUTTONS =
            Map.of("URL", 2, "PHONE_NUMBER", 1, "COPY_CODE", 1, "OTP", 1);
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
        components(template.path("components"), isNamed(template));
    }

    private static boolean isNamed(ObjectNode template) {
        return template.path("parameter_format").asText().equalsIgnoreCase("NAMED");
    }

    static void components(JsonNode components, boolean named) {
        boolean body = false;
        for (JsonNode component : components) {
            String text = component.path("text").asText();
            switch (component.path("type").asText().toUpperCase(Locale.ROOT)) {
                case "BODY" -> {
                    body = true;
                    body(component, text, named);
                }
                case "HEADER" -> {
                    header(component, text, named);
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

    private static void body(JsonNode component, String text, boolean named) {
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
        variables(component, text, named, "body_text", 2388072);
    }

    private static void header(JsonNode component, String text, boolean named) {
        String format = component.path("format").asText("TEXT").toUpperCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
            throw refuse(2388047, "The format of the header must be one of " + FORMATS + ".");
        }
        if (text.length() > 60 || Template.variables(text).size() > 1) {
            throw refuse(2388047, "The header has more than 60 characters or more than one variable.");
        }
        if (FORMATS_WITH_FILE.contains(format)
                && component.path("example").path("header_handle").isEmpty()) {
            throw missing("The header has no example.header_handle.");
        }
        variables(component, text, named, "header_text", 2388047);
    }

    /** Variables are numbered from 1 without a gap, or named, and each has an example. */
    private static void variables(JsonNode component, String text, boolean named, String member, int subcode) {
        Set<String> variables = Template.variables(text);
        JsonNode example = component.path("example");
        if (named) {
            List<String> given = example.path(member + "_named_params").findValuesAsText("param_name");
            if (!given.containsAll(variables)) {
                throw missing("Each variable needs an example in example." + member + "_named_params.");
            }
            return;
        }
        for (int i = 1; i <= variables.size(); i++) {
            if (!variables.contains(Integer.toString(i))) {
                throw refuse(subcode, "Variables must be numbered from 1 without a gap.");
            }
        }
        JsonNode given = example.path(member);
        int examples = given.path(0).isArray() ? given.path(0).size() : given.size();
        if (examples < variables.size()) {
            throw missing("Each variable needs an example in example." + member + ".");
        }
    }

    private static void buttons(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > 10) {
            throw new Refusal(100, "Param buttons must have 1 to 10 elements.");
        }
        Map<String, Integer> counts = new HashMap<>();
        int groups = 0;
        String previous = "";
        for (JsonNode button : buttons) {
            String type = button.path("type").asText().toUpperCase(Locale.ROOT);
            if (!BUTTONS.contains(type)) {
                throw new Refusal(100, "Param buttons has a button of unknown type.");
            }
            if (button.path("text").asText().length() > 25) {
                throw refuse(2388040, "A button has more than 25 characters.");
            }
            button(button, type);
            counts.merge(type, 1, Integer::sum);
            groups += type.equals("QUICK_REPLY") && !previous.equals(type) ? 1 : 0;
            previous = type;
        }
        MOST_BUTTONS.forEach((type, most) -> {
            if (counts.getOrDefault(type, 0) > most) {
                throw new Refusal(100, "Param buttons must have at most " + most + " elements of type " + type + ".");
            }
        });
        if (groups > 1) {
            throw new Refusal(100, "Param buttons must have its quick replies side by side.");
        }
    }

    private static void button(JsonNode button, String type) {
        switch (type) {
            case "REQUEST_CONTACT_INFO" -> contactButton(button.path("text").asText());
            case "URL" -> {
                text(button);
                String url = button.path("url").asText();
                if (url.isEmpty()
                        || (!Template.variables(url).isEmpty()
                                && button.path("example").isEmpty())) {
                    throw missing("A button of type URL needs a url, and an example where that has a variable.");
                }
            }
            case "PHONE_NUMBER" -> {
                text(button);
                if (button.path("phone_number").asText().isEmpty()) {
                    throw missing("A button of type PHONE_NUMBER needs a phone_number.");
                }
            }
            case "COPY_CODE" -> {
                if (!button.hasNonNull("example")) {
                    throw missing("A button of type COPY_CODE needs an example.");
                }
            }
            case "QUICK_REPLY", "FLOW" -> text(button);
            default -> {
                /* Has nothing that must be there. */
            }
        }
    }

    private static void text(JsonNode button) {
        if (button.path("text").asText().isEmpty()) {
            throw refuse(2388050, "A button has no text.");
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

    private static Refusal missing(String details) {
        return refuse(2388043, details);
    }

    static Refusal refuse(int subcode, String details) {
        return new Refusal(Problem.of(100, details).withSubcode(subcode));
    }
}
