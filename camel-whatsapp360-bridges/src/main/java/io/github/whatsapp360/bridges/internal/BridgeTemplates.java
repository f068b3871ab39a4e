/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeCatalog;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The route templates of all bridges, for one context. Thread-safe. */
final class BridgeTemplates {

    /** What a tool downloads; the loader would ask the registry for such tools. */
    private static final Pattern DEPENDENCIES = Pattern.compile("(?m)^ {2}dependencies:\\R(?: {4}- .*\\R)+");

    /** What the templates are made of, with something that each has. */
    private static final Map<String, String> PARTS_OF_CAMEL = Map.of(
            "camel-bean", "META-INF/services/org/apache/camel/component/bean",
            "camel-core-languages", "META-INF/services/org/apache/camel/language/simple",
            "camel-yaml-dsl", "org/apache/camel/dsl/yaml/YamlRoutesBuilderLoader.class");

    private final ModelCamelContext context;
    private boolean added;

    BridgeTemplates(ModelCamelContext context) {
        this.context = context;
    }

    /** Adds them, unless the context is still under construction; whether it could. */
    boolean addIfComplete() {
        if (!hasModel()) {
            return false;
        }
        add();
        return true;
    }

    private boolean hasModel() {
        try {
            return context.getRouteTemplateDefinitions() != null;
        } catch (NullPointerException underConstruction) {
            return false;
        }
    }

    /**
     * Adds them, if that has not been done.
     *
     * @throws IllegalStateException if the class path lacks a part of Camel that they are made of
     */
    synchronized void add() {
        if (added) {
            return;
        }
        List<String> missing = PARTS_OF_CAMEL.entrySet().stream()
                .filter(part -> context.getClassResolver().loadResourceAsURL(part.getValue()) == null)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The bridges need on the class path, in the version of Camel: " + String.join(", ", missing));
        }
        // Now: to add a template asks for the model as well.
        added = true;
        try {
            for (Bridge bridge : BridgeCatalog.bridges()) {
                add(bridge);
            }
        } catch (Exception e) {
            throw new IllegalStateException("The bridges cannot be loaded", e);
        }
    }

    /**
     * Adds the template without what the loader and a route builder do beside: they look into the registry, and
     * Spring's is being made.
     */
    private void add(Bridge bridge) throws Exception {
        String kamelet = DEPENDENCIES.matcher(KameletFile.text(bridge.name())).replaceFirst("");
        Resource file = ResourceHelper.fromString(bridge.name() + ".kamelet.yaml", kamelet);
        for (RoutesBuilder loaded : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(file))) {
            RouteBuilder builder = (RouteBuilder) loaded;
            builder.setCamelContext(context);
            builder.getRouteTemplateCollection().setCamelContext(context);
            builder.configure();
            context.addRouteTemplateDefinitions(
                    builder.getRouteTemplateCollection().getRouteTemplates());
        }
        RouteTemplateDefinition template = context.getRouteTemplateDefinition(bridge.name());
        if (template == null) {
            throw new IllegalStateException("No route template in " + bridge.resource());
        }
        // Camel would name the missing parameters of the first bridge only, and nothing else that is wrong.
        for (RouteTemplateParameterDefinition parameter : template.getTemplateParameters()) {
            parameter.setRequired(false);
        }
        template.configure(new BridgeCheck(bridge));
    }
}
