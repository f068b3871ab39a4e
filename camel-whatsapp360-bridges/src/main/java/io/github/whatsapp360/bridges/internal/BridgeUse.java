/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.util.StringHelper;

/**
 * One use of a bridge.
 *
 * @param route the id of the route
 * @param given the parameters by their names in camel case, with placeholders resolved; may have defaults among them
 * @param twice names that were given in two spellings, with two values
 */
record BridgeUse(Bridge bridge, String route, Map<String, String> given, List<String> twice) {

    /** What Camel adds to the parameters of a template or of a Kamelet. */
    private static final Set<String> OF_CAMEL = Set.of(
            "templateId",
            "routeId",
            "uuid",
            "location",
            "group",
            "prefixId",
            "noErrorHandler",
            "bridgeErrorHandler",
            "parentRouteId",
            "parentProcessorId");

    /** With these parameters, by names in camel case or with dashes. */
    static BridgeUse of(Bridge bridge, String route, Map<String, Object> parameters, CamelContext context) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        parameters.forEach((key, value) -> {
            String name = StringHelper.dashToCamelCase(key);
            String resolved = resolved(value, context);
            String other = given.put(name, resolved);
            if (other != null && !other.equals(resolved)) {
                twice.add(name);
            }
        });
        OF_CAMEL.stream().filter(name -> !isParameter(bridge, name)).forEach(given::remove);
        return new BridgeUse(bridge, route, given, twice);
    }

    private static boolean isParameter(Bridge bridge, String name) {
        return bridge.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name));
    }

    /** A placeholder that has no value stays, and is told as what is wrong. */
    private static String resolved(Object value, CamelContext context) {
        String text = Objects.toString(value, "");
        try {
            return Objects.toString(context.resolvePropertyPlaceholders(text), "");
        } catch (IllegalArgumentException withoutValue) {
            return text;
        }
    }

    /** What is wrong with these bridges, each by itself and beside the others. */
    static List<String> problems(List<BridgeUse> uses, CamelContext context) {
        List<String> problems = new ArrayList<>();
        Map<Map<String, String>, BridgeUse> known = new HashMap<>();
        for (BridgeUse use : uses) {
            List<String> ofUse = use.problems(context);
            BridgeUse same = ofUse.isEmpty() ? known.putIfAbsent(use.identity(), use) : null;
            if (same != null) {
                ofUse.add("has the same values of "
                        + use.identity().keySet().stream()
                                .sorted()
                                .map(name -> "'" + name + "'")
                                .collect(Collectors.joining(", "))
                        + " as route " + same.route + ": give it another name");
            }
            ofUse.forEach(problem -> problems.add(use.bridge.name() + " (route " + use.route + "): " + problem));
        }
        return problems;
    }

    /** What no other bridge of the context has too. */
    private Map<String, String> identity() {
        return bridge.parameters().stream()
                .filter(parameter -> bridge.unique().contains(parameter.name()))
                .collect(Collectors.toMap(
                        BridgeParameter::name,
                        parameter ->
                                given.getOrDefault(parameter.name(), Objects.toString(parameter.defaultValue(), ""))));
    }

    private List<String> problems(CamelContext context) {
        List<String> problems = new ArrayList<>(new ParameterRules(bridge, given, context).problems());
        twice.forEach(name -> problems.add("'" + name + "' is given twice, with different values"));
        for (String dependency : bridge.dependencies()) {
            String component = dependency.startsWith("camel:") ? dependency.substring("camel:".length()) : "";
            if (!component.isEmpty() && !isThere(component, context)) {
                problems.add("needs camel-" + component + " on the class path");
            }
        }
        return problems;
    }

    private static boolean isThere(String component, CamelContext context) {
        String file = component.equals("attachments")
                ? "org/apache/camel/attachment/AttachmentMessage.class"
                : "META-INF/services/org/apache/camel/component/" + (component.equals("mail") ? "imaps" : component);
        return context.getClassResolver().loadResourceAsURL(file) != null;
    }
}
