/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.console.ConsoleConfiguration;
import io.github.whatsapp360.console.ConsoleConfiguration.Authentication;
import io.github.whatsapp360.console.ConsoleConfiguration.User;
import io.github.whatsapp360.console.ConsoleRole;
import io.github.whatsapp360.console.Whatsapp360Console;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.StringHelper;

/** Adds the console that {@code whatsapp360.console.*} of Camel's properties configures, unless the context has one. */
public final class ConsolePlugin implements ContextServicePlugin {

    static final String PREFIX = "whatsapp360.console.";
    private static final String USERS = "users.";

    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext initialized) {
                boolean has =
                        initialized.getLifecycleStrategies().stream().anyMatch(Whatsapp360Console.class::isInstance);
                if (!has) {
                    add(initialized);
                }
            }
        });
    }

    private static void add(CamelContext context) {
        ConsoleConfiguration configuration = read(context);
        if (configuration.isEnabled()) {
            Whatsapp360Console console = new Whatsapp360Console(configuration);
            context.addLifecycleStrategy(console);
            console.onContextInitializing(context);
        }
    }

    /**
     * Reads the properties.
     *
     * @throws IllegalArgumentException naming the property that is unknown or wrong
     */
    static ConsoleConfiguration read(CamelContext context) {
        ConsoleConfiguration configuration = new ConsoleConfiguration();
        Properties properties = context.getPropertiesComponent().loadProperties(name -> name.startsWith(PREFIX));
        for (String name : properties.stringPropertyNames()) {
            String value = context.resolvePropertyPlaceholders(properties.getProperty(name));
            try {
                set(configuration, name.substring(PREFIX.length()), value);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
            }
        }
        return configuration;
    }

    private static void set(ConsoleConfiguration configuration, String option, String value) {
        if (option.startsWith(USERS)) {
            setUser(configuration, option.substring(USERS.length()), value);
            return;
        }
        switch (StringHelper.dashToCamelCase(option)) {
            case "enabled" -> configuration.setEnabled(Boolean.parseBoolean(value.strip()));
            case "path" -> configuration.setPath(value.strip());
            case "httpComponent" -> configuration.setHttpComponent(value.strip());
            case "allowedHosts" ->
                configuration.setAllowedHosts(List.of(value.strip().split("\\s*,\\s*", -1)));
            case "authentication" ->
                configuration.setAuthentication(
                        Authentication.valueOf(value.strip().toUpperCase(Locale.ROOT)));
            default -> throw new IllegalArgumentException("there is no such option of the console");
        }
    }

    private static void setUser(ConsoleConfiguration configuration, String option, String value) {
        int dot = option.lastIndexOf('.');
        User user = configuration.getUsers().computeIfAbsent(option.substring(0, Math.max(0, dot)), name -> new User());
        switch (option.substring(dot + 1)) {
            case "password" -> user.setPassword(value.strip());
            case "role" -> user.setRole(ConsoleRole.parse(value));
            default -> throw new IllegalArgumentException("a user of the console has a password and a role");
        }
    }
}
