/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import io.github.whatsapp360.message.template.TemplateDefinition.Button;
import io.github.whatsapp360.message.template.TemplateDefinition.Component;
import io.github.whatsapp360.message.template.TemplateMismatch.Problem;
import io.github.whatsapp360.message.template.TemplateParameter.InHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the parameters of a message with one level of a template definition: the template itself, or one of its
 * cards.
 *
 * <p>Thread-safe.
 *
 * @param prefix prefix of the keys: empty, or that of the card
 * @param components components of that level
 * @param mismatches the mismatches found so far
 */
record TemplateFit(String prefix, List<Component> components, List<TemplateMismatch> mismatches) {

    static List<TemplateMismatch> check(TemplateDefinition template, TemplateParameters parameters) {
        List<TemplateMismatch> mismatches = new ArrayList<>();
        TemplateFit fit = new TemplateFit("", template.components(), mismatches);
        fit.header(parameters.header());
        fit.offer(parameters);
        fit.names(template.bodyVariables(), parameters.body(), "");
        fit.buttons(parameters.buttons());
        fit.cards(parameters.cards());
        return List.copyOf(mismatches);
    }

    private void header(@Nullable InHeader given) {
        Component header = Component.find(components, "HEADER").orElse(null);
        String format = header == null || header.format() == null ? "TEXT" : header.format();
        if (!format.equals("TEXT")) {
            String key = "header." + format.toLowerCase(Locale.ROOT);
            if (given == null) {
                add(key, Problem.MISSING);
            } else if (!given.type().equalsIgnoreCase(format)) {
                add("header." + given.type(), Problem.WRONG_KIND);
            }
            return;
        }
        List<String> variables = header == null ? List.of() : header.variables();
        if (variables.isEmpty() && given != null) {
            add("header." + given.type(), Problem.SURPLUS);
        } else if (!variables.isEmpty() && given == null) {
            add(headerKey(variables.get(0)), Problem.MISSING);
        } else if (!variables.isEmpty() && given instanceof TemplateParameter.Text text) {
            names(variables, List.of(text), "header.text");
        } else if (given != null) {
            add("header." + given.type(), Problem.WRONG_KIND);
        }
    }

    /** Named variables require named values, positional ones positional values. */
    private void names(List<String> variables, List<? extends TemplateParameter> given, String key) {
        boolean named = !variables.stream().allMatch(TemplateDefinition::isPosition);
        Set<String> filled = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i) instanceof TemplateParameter.Text text ? text.parameterName() : null;
            String position = Integer.toString(i + 1);
            if (name != null && !(named && variables.contains(name))) {
                add(join(key, name), Problem.UNKNOWN);
            } else if (name == null && (named || i >= variables.size())) {
                add(join(key, position), i >= variables.size() ? Problem.SURPLUS : Problem.WRONG_KIND);
            } else if (!filled.add(name == null ? position : name)) {
                add(join(key, name == null ? position : name), Problem.SURPLUS);
            }
        }
        for (int i = 0; i < variables.size(); i++) {
            String expected = named ? variables.get(i) : Integer.toString(i + 1);
            if (!filled.contains(expected)) {
                add(join(key, expected), Problem.MISSING);
            }
        }
    }

    private void buttons(List<TemplateButton> given) {
        List<Button> buttons =
                Component.find(components, "BUTTONS").map(Component::buttons).orElse(List.of());
        Map<Integer, TemplateButton> byIndex = new HashMap<>();
        for (TemplateButton button : given) {
            if (button.index() >= buttons.size() || byIndex.put(button.index(), button) != null) {
                add(buttonKey(button.index(), kindOf(button)), Problem.SURPLUS);
            }
        }
        for (int i = 0; i < buttons.size(); i++) {
            Expected expected = Expected.of(buttons.get(i));
            TemplateButton actual = byIndex.get(i);
            if (actual == null && expected.required()) {
                add(buttonKey(i, expected.kind()), Problem.MISSING);
            } else if (actual != null && expected == Expected.NOTHING) {
                add(buttonKey(i, kindOf(actual)), Problem.SURPLUS);
            } else if (actual != null && expected.differsFrom(actual)) {
                add(buttonKey(i, kindOf(actual)), Problem.WRONG_KIND);
            }
        }
    }

    private void offer(TemplateParameters parameters) {
        boolean expires = Component.find(components, "LIMITED_TIME_OFFER")
                .map(Component::expires)
                .orElse(false);
        if (expires && parameters.offerExpires() == null) {
            add("offer.expires", Problem.MISSING);
        } else if (!expires && parameters.offerExpires() != null) {
            add("offer.expires", Problem.SURPLUS);
        }
    }

    private void cards(List<TemplateCard> given) {
        List<List<Component>> cards =
                Component.find(components, "CAROUSEL").map(Component::cards).orElse(List.of());
        for (int i = 0; i < Math.max(cards.size(), given.size()); i++) {
            if (i >= given.size()) {
                add("card." + i, Problem.MISSING);
            } else if (i >= cards.size()) {
                add("card." + i, Problem.SURPLUS);
            } else {
                TemplateFit fit = new TemplateFit("card." + i + ".", cards.get(i), mismatches);
                fit.header(given.get(i).header());
                fit.names(
                        Component.find(cards.get(i), "BODY")
                                .map(Component::variables)
                                .orElse(List.of()),
                        given.get(i).body(),
                        "");
                fit.buttons(given.get(i).buttons());
            }
        }
    }

    private void add(String key, Problem problem) {
        mismatches.add(new TemplateMismatch(prefix + key, problem));
    }

    private static String headerKey(String variable) {
        return TemplateDefinition.isPosition(variable) ? "header.text" : "header.text." + variable;
    }

    private static String join(String key, String name) {
        if (key.isEmpty()) {
            return name;
        }
        return TemplateDefinition.isPosition(name) ? key : key + "." + name;
    }

    private static String buttonKey(int index, String kind) {
        return "button." + index + "." + kind;
    }

    private static String kindOf(TemplateButton button) {
        return switch (button.subType()) {
            case "quick_reply" -> "payload";
            case "flow" -> "flow_token";
            default -> button.subType();
        };
    }

    /** The kind of parameter of a button. */
    private enum Expected {
        NOTHING("", false),
        PAYLOAD("payload", false),
        URL("url", true),
        COPY_CODE("copy_code", true),
        FLOW("flow_token", false),
        CATALOG("catalog", false),
        MPM("mpm", true),
        ORDER_DETAILS("order_details", true),
        VOICE_CALL("voice_call", false),
        /** An unknown kind accepts anything. */
        ANYTHING("", false);

        private final String kind;
        private final boolean required;

        Expected(String kind, boolean required) {
            this.kind = kind;
            this.required = required;
        }

        static Expected of(Button button) {
            return switch (button.type()) {
                case "URL" -> button.url() != null && button.url().contains("{{") ? URL : NOTHING;
                case "OTP" -> URL;
                case "QUICK_REPLY" -> PAYLOAD;
                case "COPY_CODE" -> COPY_CODE;
                case "FLOW" -> FLOW;
                case "CATALOG" -> CATALOG;
                case "MPM" -> MPM;
                case "ORDER_DETAILS" -> ORDER_DETAILS;
                case "VOICE_CALL" -> VOICE_CALL;
                case "PHONE_NUMBER", "SPM" -> NOTHING;
                default -> ANYTHING;
            };
        }

        boolean required() {
            return required;
        }

        String kind() {
            return kind;
        }

        boolean differsFrom(TemplateButton button) {
            return this != ANYTHING && !kind.equals(kindOf(button));
        }
    }
}
