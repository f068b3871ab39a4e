/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.internal;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Gives every Camel context the route templates of the bridges.
 *
 * <p>Camel Main and Spring Boot build a context that is complete: it has them at once. {@code new
 * DefaultCamelContext()} calls this before its own constructor has run, when it has no model to add them to. It has
 * them as soon as a component is added, or a route builder asks for the model, at the latest when it is initialized.
 */
public final class BridgesPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        ModelCamelContext target = (ModelCamelContext) context;
        BridgeTemplates templates = new BridgeTemplates(target);
        context.addLifecycleStrategy(new ConfiguredBridges(templates));
        if (!templates.addIfComplete()) {
            // Camel takes no plugin for an answer: the context itself is its model.
            context.getCamelContextExtension().lazyAddContextPlugin(Model.class, () -> {
                templates.add();
                return null;
            });
        }
    }
}
