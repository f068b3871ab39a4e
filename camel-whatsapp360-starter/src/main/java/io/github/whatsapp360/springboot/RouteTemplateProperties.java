/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The route templates of {@code camel.routeTemplate[<route id>].*}, as Camel Main has them. Camel's own
 * auto-configuration reads {@code camel.routetemplate.config[0].*}, which stays as it is.
 *
 * <p>Thread-safe.
 */
final class RouteTemplateProperties implements RouteTemplateParameterSource {

    private static final String PREFIX = "camel.routetemplate";
    private static final String OF_CAMEL = "config";

    private final Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();

    RouteTemplateProperties(Environment environment) {
        Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach(this::add);
    }

    private void add(String key, String value) {
        int dot = key.indexOf('.');
        String route = dot < 0 ? key : key.substring(0, dot);
        if (dot > 0 && !route.equals(OF_CAMEL)) {
            parameters.computeIfAbsent(route, created -> new LinkedHashMap<>()).put(key.substring(dot + 1), value);
        }
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        return Map.copyOf(parameters.getOrDefault(routeId, Map.of()));
    }

    @Override
    public Set<String> routeIds() {
        return Set.copyOf(parameters.keySet());
    }
}
