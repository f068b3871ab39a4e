/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import io.github.whatsapp360.camel.Whatsapp360Component;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Gives the component {@code whatsapp360} what {@code camel.component.whatsapp360.*} says. Only what is given there: an
 * own bean of the component keeps the rest.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", Whatsapp360ComponentConfiguration.PREFIX})
@EnableConfigurationProperties(Whatsapp360ComponentConfiguration.class)
public class Whatsapp360AutoConfiguration {

    private static final Set<String> NOT_OF_THE_COMPONENT = Set.of("accounts", "customizer", "enabled");

    @Lazy
    @Bean
    ComponentCustomizer configureWhatsapp360Component(
            CamelContext context, Environment environment, Whatsapp360ComponentConfiguration configuration) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                CamelPropertiesHelper.setCamelProperties(context, target, given(environment, configuration), true);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof Whatsapp360Component
                        && HierarchicalPropertiesEvaluator.evaluate(
                                environment,
                                "camel.component.customizer",
                                Whatsapp360ComponentConfiguration.PREFIX + ".customizer");
            }
        };
    }

    private static Map<String, Object> given(Environment environment, Whatsapp360ComponentConfiguration configuration) {
        Map<String, Object> options = new LinkedHashMap<>();
        // First, for the others go over it.
        options.put("configuration", configuration.configuration());
        options.putAll(GivenOptions.of(
                environment,
                Whatsapp360ComponentConfiguration.PREFIX,
                Whatsapp360ComponentConfiguration.class,
                NOT_OF_THE_COMPONENT));
        options.values().removeIf(Objects::isNull);
        configuration
                .accounts()
                .forEach((account, its) ->
                        its.forEach((option, value) -> options.put("accounts." + account + "." + option, value)));
        return options;
    }
}
