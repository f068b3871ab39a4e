/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeParameter;
import io.github.whatsapp360.bridges.InvalidBridgeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.StringHelper;

/**
 * Checks the parameters of a bridge before its route is made. The first bridge of a context that is checked has all
 * others checked with it, so that one message names everything that is wrong.
 */
final class BridgeCheck implements Consumer<RouteTemplateContext> {

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

    private final Bridge bridge;

    BridgeCheck(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public void accept(RouteTemplateContext started) {
        CamelContext context = started.getCamelContext();
        List<String> problems = new ArrayList<>();
        for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
            RouteTemplateContext use = route.getRouteTemplateContext();
            if (use != null && use.getConfigurer() instanceof BridgeCheck check) {
                problems.addAll(check.problems(route, use, context));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidBridgeException(problems);
        }
    }

    private List<String> problems(RouteDefinition route, RouteTemplateContext use, CamelContext context) {
        Map<String, String> given = new LinkedHashMap<>();
        use.getParameters()
                .forEach((key, value) ->
                        given.put(StringHelper.dashToCamelCase(key), value == null ? "" : value.toString()));
        bridge.parameters().stream()
                .map(BridgeParameter::name)
                .filter(use::hasEnvironmentVariable)
                .forEach(name -> given.put(name, String.valueOf(use.getEnvironmentVariable(name))));
        return problems(bridge, route.getId(), given, context);
    }

    /**
     * What is wrong with one use of a bridge: its parameters by names in camel case, and what is not on the class path.
     */
    static List<String> problems(Bridge bridge, String route, Map<String, String> given, CamelContext context) {
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> values.put(name, context.resolvePropertyPlaceholders(value)));
        OF_CAMEL.forEach(values::remove);
        List<String> problems = new ArrayList<>(new ParameterRules(bridge, values).problems());
        for (String dependency : bridge.dependencies()) {
            String component = dependency.startsWith("camel:") ? dependency.substring("camel:".length()) : "";
            if (!component.isEmpty() && !isThere(component, context)) {
                problems.add("needs camel-" + component + " on the class path");
            }
        }
        return problems.stream()
                .map(problem -> bridge.name() + " (route " + route + "): " + problem)
                .toList();
    }

    private static boolean isThere(String component, CamelContext context) {
        String file = component.equals("attachments")
                ? "org/apache/camel/attachment/AttachmentMessage.class"
                : "META-INF/services/org/apache/camel/component/" + (component.equals("mail") ? "imaps" : component);
        return context.getClassResolver().loadResourceAsURL(file) != null;
    }
}
