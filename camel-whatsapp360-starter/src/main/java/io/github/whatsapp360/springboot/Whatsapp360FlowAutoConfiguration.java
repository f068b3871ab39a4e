/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import io.github.whatsapp360.flows.camel.Whatsapp360FlowComponent;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Gives the component {@code whatsapp360-flow} what {@code camel.component.whatsapp360-flow.*} says, if the application
 * has {@code camel-whatsapp360-flows}. Only what is given there.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnClass(Whatsapp360FlowComponent.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", Whatsapp360FlowComponentConfiguration.PREFIX})
@EnableConfigurationProperties(Whatsapp360FlowComponentConfiguration.class)
public class Whatsapp360FlowAutoConfiguration {

    private static final Set<String> NOT_OF_THE_COMPONENT = Set.of("customizer", "enabled");

    @Lazy
    @Bean
    ComponentCustomizer configureWhatsapp360FlowComponent(CamelContext context, Environment environment) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                CamelPropertiesHelper.setCamelProperties(
                        context,
                        target,
                        GivenOptions.of(
                                environment,
                                Whatsapp360FlowComponentConfiguration.PREFIX,
                                Whatsapp360FlowComponentConfiguration.class,
                                NOT_OF_THE_COMPONENT),
                        true);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof Whatsapp360FlowComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                environment,
                                "camel.component.customizer",
                                Whatsapp360FlowComponentConfiguration.PREFIX + ".customizer");
            }
        };
    }
}
