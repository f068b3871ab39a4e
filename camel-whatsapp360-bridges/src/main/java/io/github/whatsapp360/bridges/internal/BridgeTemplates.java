/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import io.github.whatsapp360.bridges.Bridge;
import io.github.whatsapp360.bridges.BridgeCatalog;
import java.util.List;
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

    private final ModelCamelContext context;
    private boolean added;

    BridgeTemplates(ModelCamelContext context) {
        this.context = context;
    }

    /** Adds them, if that has not been done. */
    synchronized void add() {
        if (added) {
            return;
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
