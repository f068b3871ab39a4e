/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes routes of {@code camel.routeTemplate[<route id>].*}, so that a bridge is configured as on Camel Main. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
public class RouteTemplateAutoConfiguration {

    @Bean
    RouteTemplateParameterSource whatsapp360RouteTemplates(Environment environment) {
        return new RouteTemplateProperties(environment);
    }
}
