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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Checks all bridges that are configured with properties, before the first route of a context is made. Adds the
 * templates to a context that a component is added to.
 */
public final class ConfiguredBridges extends LifecycleStrategySupport {

    private static final String TEMPLATE = "templateId";

    private final BridgeTemplates templates;

    ConfiguredBridges(BridgeTemplates templates) {
        this.templates = templates;
    }

    /** Nothing asks for the templates before {@code TemplatedRouteBuilder} looks them up. */
    @Override
    public void onComponentAdd(String name, Component component) {
        templates.addIfComplete();
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        templates.add();
        Map<String, Map<String, Object>> configured = new LinkedHashMap<>();
        for (RouteTemplateParameterSource source :
                context.getRegistry().findByType(RouteTemplateParameterSource.class)) {
            source.routeIds().forEach(route -> configured.put(route, source.parameters(route)));
        }
        check(configured, List.of(), context);
    }

    /**
     * Checks bridges before they are made.
     *
     * @param configured the parameters of each, with the name of its template among them, by the id of its route
     * @param known what is wrong besides
     * @throws InvalidBridgeException if anything is wrong
     */
    public static void check(Map<String, Map<String, Object>> configured, List<String> known, CamelContext context) {
        List<String> problems = new ArrayList<>(known);
        List<BridgeUse> uses = new ArrayList<>();
        configured.forEach((route, parameters) -> {
            String template = template(parameters);
            Bridge bridge = bridge(template);
            if (bridge != null) {
                uses.add(BridgeUse.of(bridge, route, parameters, context));
            } else if (isMisspelt(template, context)) {
                problems.add("route " + route + ": "
                        + (template.isEmpty() ? "template-id is missing" : "there is no bridge '" + template + "'")
                        + "; there are "
                        + BridgeCatalog.bridges().stream().map(Bridge::name).collect(Collectors.joining(", ")));
            }
        });
        problems.addAll(BridgeUse.problems(uses, context));
        if (!problems.isEmpty()) {
            throw new InvalidBridgeException(problems);
        }
    }

    private static String template(Map<String, Object> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter ->
                        StringHelper.dashToCamelCase(parameter.getKey()).equals(TEMPLATE))
                .map(parameter -> String.valueOf(parameter.getValue()).strip())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Bridge bridge(String template) {
        return BridgeCatalog.bridges().stream()
                .filter(bridge -> bridge.name().equals(template))
                .findFirst()
                .orElse(null);
    }

    /** Whether no template of this name can be meant but a bridge; templates of others may come later. */
    private static boolean isMisspelt(String template, CamelContext context) {
        boolean isOfOthers = ((ModelCamelContext) context).getRouteTemplateDefinition(template) != null;
        return template.isEmpty()
                || (!isOfOthers && template.toLowerCase(Locale.ROOT).contains("whats"));
    }
}
