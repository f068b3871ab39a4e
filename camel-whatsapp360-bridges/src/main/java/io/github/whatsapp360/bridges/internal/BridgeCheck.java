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
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Checks the parameters of a bridge before its route is made. The first bridge of a context that is checked has all
 * others checked with it, so that one message names everything that is wrong.
 */
final class BridgeCheck implements Consumer<RouteTemplateContext> {

    private final Bridge bridge;

    BridgeCheck(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public void accept(RouteTemplateContext started) {
        CamelContext context = started.getCamelContext();
        List<BridgeUse> uses = new ArrayList<>();
        for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
            RouteTemplateContext use = route.getRouteTemplateContext();
            if (use != null && use.getConfigurer() instanceof BridgeCheck check) {
                uses.add(BridgeUse.of(check.bridge, route.getId(), check.parameters(use), context));
            }
        }
        List<String> problems = BridgeUse.problems(uses, context);
        if (!problems.isEmpty()) {
            throw new InvalidBridgeException(problems);
        }
    }

    private Map<String, Object> parameters(RouteTemplateContext use) {
        Map<String, Object> parameters = new LinkedHashMap<>(use.getParameters());
        bridge.parameters().stream()
                .map(BridgeParameter::name)
                .filter(use::hasEnvironmentVariable)
                .forEach(name -> parameters.put(name, String.valueOf(use.getEnvironmentVariable(name))));
        return parameters;
    }
}
