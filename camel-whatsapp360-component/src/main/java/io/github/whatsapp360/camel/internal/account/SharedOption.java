/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.AccountConfiguration;
import io.github.whatsapp360.camel.Whatsapp360Configuration;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * An option that belongs to an account and not to one of its endpoints: an endpoint that sets it, sets it for all.
 * These are the options that {@link AccountConfiguration} declares; Camel's generated configurer reads and writes them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name as in an endpoint's URI
 * @param isSecret whether its value must not be shown
 */
public record SharedOption(
        String name, boolean isSecret, CamelContext context, ExtendedPropertyConfigurerGetter configurer) {

    /** All shared options, in the order of the alphabet. */
    public static List<SharedOption> all(CamelContext context) {
        PropertyConfigurer generated = PluginHelper.getConfigurerResolver(context)
                .resolvePropertyConfigurer(AccountConfiguration.class.getName(), context);
        if (!(generated instanceof ExtendedPropertyConfigurerGetter configurer)) {
            throw new IllegalStateException("The generated configurer of the account's options is missing");
        }
        Set<String> secrets = secrets(context);
        return configurer.getAllOptions(new Whatsapp360Configuration()).keySet().stream()
                .map(title -> Character.toLowerCase(title.charAt(0)) + title.substring(1))
                .sorted()
                .map(name -> new SharedOption(name, secrets.contains(name), context, configurer))
                .toList();
    }

    private static Set<String> secrets(CamelContext context) {
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory("whatsapp360");
        if (factory == null) {
            throw new IllegalStateException("The generated URI factory of the component is missing");
        }
        return factory.secretPropertyNames();
    }

    @Nullable
    Object value(Whatsapp360Configuration configuration) {
        return configurer.getOptionValue(configuration, name, false);
    }

    /** Copies the value; null is not copied. */
    void copy(Whatsapp360Configuration from, Whatsapp360Configuration to) {
        Object value = value(from);
        if (value != null) {
            set(to, value);
        }
    }

    private void set(Whatsapp360Configuration configuration, Object value) {
        if (!((PropertyConfigurer) configurer).configure(context, configuration, name, value, false)) {
            throw new IllegalStateException("The generated configurer has no option " + name);
        }
    }

    /**
     * Removes white space and line breaks around a secret, as a file that holds it may have them.
     *
     * @return whether there was any
     */
    boolean trim(Whatsapp360Configuration configuration) {
        if (!isSecret || !(value(configuration) instanceof String text) || text.equals(text.strip())) {
            return false;
        }
        set(configuration, text.strip());
        return true;
    }

    /** The value for messages, masked if it is secret. */
    String shown(Whatsapp360Configuration configuration) {
        return isSecret ? "xxxxxx" : String.valueOf(value(configuration));
    }
}
