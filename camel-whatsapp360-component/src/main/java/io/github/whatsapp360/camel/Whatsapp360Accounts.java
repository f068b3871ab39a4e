/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.apache.camel.util.StringHelper;

/**
 * Options of individual accounts: {@code camel.component.whatsapp360.accounts.<account>.<option>=<value>}, or in Java
 * {@code component.getAccounts().set("support", "apiKey", key)}.
 *
 * <p>Confined to the thread that configures.
 */
public final class Whatsapp360Accounts {

    private final Map<String, Map<String, Object>> accounts = new LinkedHashMap<>();

    /**
     * Sets one option of one account.
     *
     * @param option as in the endpoint's URI
     */
    public Whatsapp360Accounts set(String account, String option, Object value) {
        options(account).put(option, value);
        return this;
    }

    /** Returns a copy of the options of an account; empty if none are configured. */
    Map<String, Object> optionsOf(String account) {
        return new LinkedHashMap<>(accounts.getOrDefault(key(account), Map.of()));
    }

    private Map<String, Object> options(String account) {
        return accounts.computeIfAbsent(key(account), name -> new LinkedHashMap<>());
    }

    /** Camel's property binding converts {@code north-east} to {@code northEast}; both names mean the same account. */
    private static String key(String account) {
        return StringHelper.dashToCamelCase(account);
    }

    /** Only the names, because values contain keys. */
    @Override
    public String toString() {
        return "Whatsapp360Accounts" + accounts.keySet();
    }

    /** Lets Camel's property binding set options of accounts with any name. */
    public static final class Configurer extends PropertyConfigurerSupport
            implements PropertyConfigurer, ExtendedPropertyConfigurerGetter {

        @Override
        public boolean configure(
                CamelContext camelContext, Object target, String name, Object value, boolean ignoreCase) {
            if (value instanceof Map<?, ?> options) {
                options.forEach(
                        (option, each) -> ((Whatsapp360Accounts) target).set(name, String.valueOf(option), each));
                return true;
            }
            return false;
        }

        @Override
        public Class<?> getOptionType(String name, boolean ignoreCase) {
            return Map.class;
        }

        @Override
        public Object getOptionValue(Object target, String name, boolean ignoreCase) {
            return ((Whatsapp360Accounts) target).options(name);
        }

        @Override
        public Map<String, Object> getAllOptions(Object target) {
            return new LinkedHashMap<>();
        }
    }
}
