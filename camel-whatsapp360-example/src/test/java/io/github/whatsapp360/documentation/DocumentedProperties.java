/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.main.Main;

/** Binds the properties of a page to a real Camel Main, which fails at the first one that does not exist. */
final class DocumentedProperties {

    private DocumentedProperties() {}

    static void bind(String text) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> camels = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("camel."))
                .forEach(name -> camels.put(name, known(properties.getProperty(name))));
        assertThat(camels).as("properties for Camel").isNotEmpty();
        assertThat(camels.values()).as("Camel's placeholders are {{...}}").noneMatch(value -> value.contains("${"));
        bind(camels);
    }

    /** An environment that has everything. */
    private static String known(String value) {
        return value.replaceAll("\\{\\{env:\\w+}}", "from-the-environment");
    }

    private static void bind(Map<String, String> properties) throws IOException {
        Main main = new Main();
        main.configure().withAutoConfigurationFailFast(true).withAutoConfigurationEnvironmentVariablesEnabled(false);
        main.setDefaultPropertyPlaceholderLocation("false");
        properties.forEach(main::addInitialProperty);
        main.addInitialProperty("camel.server.port", String.valueOf(DocumentedRoutes.freePort()));
        main.start();
        main.stop();
    }
}
