/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeParameter;
import io.github.whatsapp360.event.EventFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the values that were given to one use of a bridge.
 *
 * @param bridge the bridge with its parameters
 * @param given the values by the names of the parameters in camel case; may have the defaults among them
 * @param context where the bridge is to run
 */
record ParameterRules(Bridge bridge, Map<String, String> given, CamelContext context) {

    /** A name in quotes may have commas and at signs in it. */
    private static final String ADDRESS = "\\s*(\"[^\"]*\")?[^,@\"]*[^,@\\s\"]@[^,@\\s\"][^,@\"]*";

    private static final Pattern ADDRESSES = Pattern.compile(ADDRESS + "(," + ADDRESS + ")*");

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (BridgeParameter parameter : bridge.parameters()) {
            String problem = problem(parameter);
            if (problem != null) {
                problems.add("'" + parameter.name() + "' " + problem);
            }
        }
        unknown(problems);
        exclusive(problems);
        dependent(problems);
        return problems;
    }

    private @Nullable String problem(BridgeParameter parameter) {
        String value = given.getOrDefault(parameter.name(), "");
        if (value.contains("{{")) {
            return "has a placeholder without a value" + (parameter.secret() ? "" : ": '" + value + "'");
        }
        if (value.isBlank()) {
            return parameter.required() ? "is missing: " + parameter.description() : empty(parameter);
        }
        if (!isOfType(value, parameter.type())) {
            return "must be " + article(parameter.type()) + seen(parameter, value);
        }
        if (!parameter.values().isEmpty() && !parameter.values().contains(value)) {
            return "must be one of " + String.join(", ", parameter.values()) + seen(parameter, value);
        }
        String pattern = parameter.pattern();
        if (pattern != null && !value.matches(pattern)) {
            return "must match " + pattern + seen(parameter, value);
        }
        return isInRange(value, parameter) ? format(parameter, value) : range(parameter) + seen(parameter, value);
    }

    /** A parameter that is named without a value does not get its default. */
    private @Nullable String empty(BridgeParameter parameter) {
        String otherwise = parameter.defaultValue();
        return given.containsKey(parameter.name()) && otherwise != null && !otherwise.isEmpty()
                ? "is empty; without the parameter it is '" + otherwise + "'"
                : null;
    }

    private static boolean isInRange(String value, BridgeParameter parameter) {
        Long minimum = parameter.minimum();
        Long maximum = parameter.maximum();
        return (minimum == null || Long.parseLong(value) >= minimum)
                && (maximum == null || Long.parseLong(value) <= maximum);
    }

    private static String range(BridgeParameter parameter) {
        return "must be from " + parameter.minimum() + " to " + parameter.maximum();
    }

    private @Nullable String format(BridgeParameter parameter, String value) {
        return switch (parameter.format()) {
            case "addresses" ->
                ADDRESSES.matcher(value).matches()
                        ? null
                        : "must be addresses, divided by commas" + seen(parameter, value);
            case "events" -> family(value);
            case "simple" -> isExpression(value) ? null : "is no expression of the language simple, '" + value + "'";
            default -> null;
        };
    }

    private static @Nullable String family(String events) {
        for (String event : events.split(",", -1)) {
            String family = event.strip().replaceFirst(":.*", "");
            if (!family.equals("all") && EventFamily.find(family) == null) {
                return "has no family of events '" + family + "'; there are all, "
                        + String.join(", ", EventFamily.words());
            }
        }
        return null;
    }

    private boolean isExpression(String value) {
        try {
            context.resolveLanguage("simple").createExpression(value);
            return true;
        } catch (IllegalArgumentException | ExpressionIllegalSyntaxException wrong) {
            return false;
        }
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> "a " + type;
        };
    }

    private static String seen(BridgeParameter parameter, String value) {
        return parameter.secret() ? "" : ", not '" + value + "'";
    }

    private static boolean isOfType(String value, String type) {
        return switch (type) {
            case "integer" -> value.matches("-?\\d{1,18}");
            case "number" -> value.matches("-?\\d{1,18}(\\.\\d+)?");
            case "boolean" -> value.equals("true") || value.equals("false");
            default -> true;
        };
    }

    private void unknown(List<String> problems) {
        List<String> known =
                bridge.parameters().stream().map(BridgeParameter::name).toList();
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> problems.add("'" + name + "' is no parameter; there are " + String.join(", ", known)));
    }

    private void exclusive(List<String> problems) {
        for (List<String> group : bridge.exclusive()) {
            String both = group.stream()
                    .filter(this::isGiven)
                    .map(ParameterRules::quoted)
                    .collect(joiningAnd());
            if (both.contains(" and ")) {
                problems.add(both + " exclude each other");
            }
        }
    }

    private void dependent(List<String> problems) {
        for (BridgeParameter parameter : bridge.parameters()) {
            List<String> needed = bridge.dependent().getOrDefault(parameter.name(), List.of());
            String absent = needed.stream()
                    .filter(name -> !isGiven(name))
                    .map(ParameterRules::quoted)
                    .collect(joiningAnd());
            if (isGiven(parameter.name()) && !absent.isEmpty()) {
                problems.add("'" + parameter.name() + "' needs " + absent);
            }
        }
    }

    private static java.util.stream.Collector<CharSequence, ?, String> joiningAnd() {
        return Collectors.joining(" and ");
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }

    private boolean isGiven(String name) {
        return !given.getOrDefault(name, "").isBlank();
    }
}
