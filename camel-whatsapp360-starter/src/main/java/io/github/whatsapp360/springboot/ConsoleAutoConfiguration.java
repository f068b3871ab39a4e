/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import io.github.whatsapp360.console.ConsoleConfiguration;
import io.github.whatsapp360.console.Whatsapp360Console;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Adds the console that {@code whatsapp360.console.*} configures, if its module is on the class path. */
@AutoConfiguration(before = CamelAutoConfiguration.class)
@ConditionalOnClass(Whatsapp360Console.class)
public class ConsoleAutoConfiguration {

    /** Camel adds a bean of this kind to its context. */
    @Bean
    @ConditionalOnMissingBean
    Whatsapp360Console whatsapp360Console(Environment environment) {
        return new Whatsapp360Console(
                Binder.get(environment).bindOrCreate("whatsapp360.console", ConsoleConfiguration.class));
    }
}
