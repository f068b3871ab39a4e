/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each option that the configuration has is in the catalog, takes a value, gives it back, and has the default of the
 * catalog. Each failure names the option.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOptionTest {

    /** Part of the URI's path, and Camel's own option of every endpoint, which is no text when it is unset. */
    private static final Set<String> NO_PARAMETERS = Set.of("account", "exchangePattern");

    private DefaultCamelContext context;
    private JsonNode catalog;

    @BeforeAll
    void start() throws IOException {
        context = new DefaultCamelContext();
        catalog = new ObjectMapper()
                .readTree(Files.readAllBytes(
                        Path.of("src/generated/resources/META-INF/io/github/whatsapp360/camel/whatsapp360.json")));
    }

    @AfterAll
    void stop() {
        context.stop();
    }

    @TestFactory
    Stream<DynamicTest> eachSettableValueIsAnOptionOfTheCatalog() {
        return Arrays.stream(Whatsapp360Configuration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .distinct()
                .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
                .map(name -> dynamicTest(name, () -> {
                    assertThat(catalog.path("properties").has(name))
                            .as("option %s of endpoints: @UriParam is missing", name)
                            .isTrue();
                    assertThat(catalog.path("componentProperties").has(name))
                            .as("option %s of the component", name)
                            .isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachOptionOfAnEndpointTakesAValue() {
        Whatsapp360Endpoint endpoint = endpoint("values");
        return names("properties")
                .filter(name -> !NO_PARAMETERS.contains(name))
                .map(name -> dynamicTest(name, () -> takesAValue(new Whatsapp360EndpointConfigurer(), endpoint, name)));
    }

    @TestFactory
    Stream<DynamicTest> eachOptionOfTheComponentTakesAValue() {
        Whatsapp360Component component = new Whatsapp360Component();
        component.setCamelContext(context);
        // First the configuration: it holds the values of the others.
        return Stream.concat(Stream.of("configuration"), names("componentProperties"))
                .distinct()
                .map(name ->
                        dynamicTest(name, () -> takesAValue(new Whatsapp360ComponentConfigurer(), component, name)));
    }

    private void takesAValue(PropertyConfigurer configurer, Object target, String name) {
        PropertyConfigurerGetter getter = (PropertyConfigurerGetter) configurer;
        Object before = getter.getOptionValue(target, name, false);
        Object value = other(getter.getOptionType(name, false), before);

        assertThat(configurer.configure(context, target, name, value, false))
                .as("option %s can be set", name)
                .isTrue();

        assertThat(getter.getOptionValue(target, name, false))
                .as("option %s, after it was set", name)
                .isEqualTo(value);
    }

    /** A value that the option can have and does not have. */
    private static Object other(Class<?> type, Object before) {
        if (type == boolean.class || type == Boolean.class) {
            return !Boolean.TRUE.equals(before);
        }
        if (type == int.class || type == Integer.class) {
            return before == null ? 8080 : (Integer) before + 1;
        }
        if (type == long.class || type == java.time.Duration.class) {
            return (Long) before + 1;
        }
        if (type == String.class || type == Object.class) {
            return before + "1";
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(each -> each != before)
                    .findFirst()
                    .orElseThrow();
        }
        if (type == Clock.class) {
            return Clock.system(ZoneOffset.UTC);
        }
        if (type == SSLContextParameters.class) {
            return new SSLContextParameters();
        }
        if (type == Whatsapp360Accounts.class) {
            return new Whatsapp360Accounts();
        }
        if (type == Whatsapp360Configuration.class) {
            return new Whatsapp360Configuration();
        }
        return Proxy.newProxyInstance(
                EveryOptionTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> 1;
                    default -> type.getSimpleName();
                });
    }

    /** What the catalog promises is what a new endpoint has. */
    @TestFactory
    Stream<DynamicTest> eachOptionHasTheDefaultThatTheCatalogSays() {
        Whatsapp360Endpoint endpoint = endpoint("defaults");
        return names("properties")
                .filter(name -> !NO_PARAMETERS.contains(name))
                .map(name -> dynamicTest(name, () -> {
                    Object value = new Whatsapp360EndpointConfigurer().getOptionValue(endpoint, name, false);
                    assertThat(value == null || value.equals(false) ? "" : value.toString())
                            .as("default of the option %s", name)
                            .isEqualTo(promised(catalog.path("properties").path(name)));
                }));
    }

    /** Empty where nothing, or false, is the default; durations in milliseconds. */
    private static String promised(JsonNode option) {
        String text = option.path("defaultValue").asText();
        return text.equals("false")
                ? ""
                : option.path("type").asText().equals("duration")
                        ? Long.toString(TimeUtils.toMilliSeconds(text))
                        : text;
    }

    @TestFactory
    Stream<DynamicTest> eachOptionHasAGroupAndASentence() {
        return names("properties")
                .map(name -> dynamicTest(name, () -> {
                    JsonNode option = catalog.path("properties").path(name);
                    assertThat(option.path("group").asText())
                            .as("group of the option %s", name)
                            .isNotBlank();
                    assertThat(option.path("description").asText())
                            .as("description of the option %s", name)
                            .endsWith(".");
                }));
    }

    /** What a name calls a secret is one. */
    @TestFactory
    Stream<DynamicTest> secretsAreSecretInTheCatalog() {
        return Stream.of("properties", "componentProperties").flatMap(kind -> names(kind)
                .filter(name -> List.of("Key", "Secret", "Password").stream().anyMatch(name::endsWith))
                .map(name -> dynamicTest(name, () -> assertThat(
                                catalog.path(kind).path(name).path("secret").asBoolean())
                        .as("the option %s is secret", name)
                        .isTrue())));
    }

    private Whatsapp360Endpoint endpoint(String account) {
        return context.getEndpoint("whatsapp360:" + account, Whatsapp360Endpoint.class);
    }

    private Stream<String> names(String kind) {
        return catalog.path(kind).properties().stream().map(option -> option.getKey());
    }
}
