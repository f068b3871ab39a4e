/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeCatalog;
import io.github.whatsapp360.bridges.InvalidBridgeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.StringHelper;

/** Checks all bridges that are configured with properties, before the first route of a context is made. */
final class ConfiguredBridges extends LifecycleStrategySupport {

    private static final String TEMPLATE = "templateId";

    private final BridgeTemplates templates;

    ConfiguredBridges(BridgeTemplates templates) {
        this.templates = templates;
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        templates.add();
        List<String> problems = new ArrayList<>();
        for (RouteTemplateParameterSource source :
                context.getRegistry().findByType(RouteTemplateParameterSource.class)) {
            for (String route : source.routeIds()) {
                problems.addAll(problems(route, source.parameters(route), context));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidBridgeException(problems);
        }
    }

    private static List<String> problems(String route, Map<String, Object> parameters, CamelContext context) {
        Map<String, String> given = new LinkedHashMap<>();
        parameters.forEach((key, value) -> given.put(StringHelper.dashToCamelCase(key), String.valueOf(value)));
        String template = given.getOrDefault(TEMPLATE, "");
        for (Bridge bridge : BridgeCatalog.bridges()) {
            if (bridge.name().equals(template)) {
                return BridgeCheck.problems(bridge, route, given, context);
            }
        }
        boolean isOfOthers = ((ModelCamelContext) context).getRouteTemplateDefinition(template) != null;
        if (isOfOthers || !template.contains("whatsapp360")) {
            return List.of();
        }
        return List.of("route " + route + ": there is no bridge '" + template + "'; there are "
                + BridgeCatalog.bridges().stream().map(Bridge::name).collect(Collectors.joining(", ")));
    }
}
