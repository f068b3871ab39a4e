/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.console.ConsoleConfiguration;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** What editors are told of {@code camel.component.whatsapp360.*} is what the component's catalog says. */
class ConfigurationMetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The switches of every starter; the catalog knows them not. */
    private static final Set<String> SWITCHES = Set.of("enabled", "customizer.enabled");

    /** What is not the component's; each is an option of the console. */
    private static final String CONSOLE = "whatsapp360.console.";

    private record Option(String type, String defaultValue, String description) {}

    @ParameterizedTest
    @CsvSource({"camel,whatsapp360", "flows/camel,whatsapp360-flow"})
    void namesTypesDefaultsAndDescriptionsAreThoseOfTheCatalog(String directory, String scheme) throws IOException {
        String prefix = "camel.component." + scheme + ".";
        Map<String, Option> catalog = new TreeMap<>();
        resource("META-INF/io/github/whatsapp360/" + directory + "/" + scheme + ".json")
                .path("componentProperties")
                .properties()
                .forEach(each -> catalog.put(
                        DataObjectPropertyName.toDashedForm(each.getKey()),
                        option(type(each.getKey(), each.getValue()), each.getValue())));

        Map<String, Option> metadata = new TreeMap<>();
        for (JsonNode each :
                resource("META-INF/spring-configuration-metadata.json").path("properties")) {
            String property = each.path("name").asText();
            String name = property.startsWith(prefix) ? property.substring(prefix.length()) : "";
            if (!name.isEmpty() && !SWITCHES.contains(name)) {
                metadata.put(name, option(each.path("type").asText(), each));
            }
        }

        Set<String> names = new TreeSet<>(catalog.keySet());
        names.addAll(metadata.keySet());
        assertThat(names)
                .as("Options of which the configuration of %s does not say what the catalog says", scheme)
                .allSatisfy(name -> assertThat(metadata.get(name)).as(name).isEqualTo(catalog.get(name)));
    }

    @Test
    void optionsOfTheConsoleAreItsProperties() throws Exception {
        Set<String> described = new TreeSet<>();
        for (JsonNode each :
                resource("META-INF/spring-configuration-metadata.json").path("properties")) {
            if (each.path("name").asText().startsWith(CONSOLE)) {
                described.add(each.path("name").asText().substring(CONSOLE.length()));
            }
        }
        Set<String> properties = new TreeSet<>();
        for (PropertyDescriptor each : Introspector.getBeanInfo(ConsoleConfiguration.class, Object.class)
                .getPropertyDescriptors()) {
            properties.add(DataObjectPropertyName.toDashedForm(each.getName()));
        }
        assertThat(described).isEqualTo(properties);
    }

    /** Editors propose values for what is a text but has a few usual ones. */
    @Test
    void hintsNameOptionsAndValuesThatThereAre() throws IOException {
        JsonNode catalog = resource("META-INF/io/github/whatsapp360/camel/whatsapp360.json")
                .path("componentProperties");
        Map<String, String> descriptions = new TreeMap<>();
        catalog.properties()
                .forEach(each -> descriptions.put(
                        "camel.component.whatsapp360." + DataObjectPropertyName.toDashedForm(each.getKey()),
                        each.getValue().path("description").asText()
                                + each.getValue().path("defaultValue").asText()));

        JsonNode hints = resource("META-INF/spring-configuration-metadata.json").path("hints");

        assertThat(hints).hasSize(5).allSatisfy(hint -> {
            String name = hint.path("name").asText();
            assertThat(descriptions).containsKey(name);
            assertThat(hint.path("values")).as(name).anySatisfy(value -> assertThat(descriptions.get(name))
                    .contains(value.path("value").asText()));
        });
        assertThat(hints.findValuesAsText("value")).contains("embedded", "auto", "platform-http", "userAction");
    }

    private static Option option(String type, JsonNode json) {
        return new Option(
                type,
                json.path("defaultValue").asText(""),
                json.path("description").asText());
    }

    private static String type(String name, JsonNode option) {
        return switch (option.path("type").asText()) {
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> "java.lang.Integer";
            case "enum" -> option.path("javaType").asText();
            default ->
                name.equals("accounts")
                        ? "java.util.Map<java.lang.String,java.util.Map<java.lang.String,java.lang.String>>"
                        : "java.lang.String";
        };
    }

    private static JsonNode resource(String name) throws IOException {
        URL resource = ConfigurationMetadataTest.class.getClassLoader().getResource(name);
        // Spring Boot has a file of this name in several jars: ours is a directory of classes.
        if (name.endsWith("configuration-metadata.json")) {
            resource = java.nio.file.Path.of("target", "classes", name).toUri().toURL();
        }
        return JSON.readTree(resource);
    }
}
