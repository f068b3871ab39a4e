/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static io.github.whatsapp360.bridges.BridgeApplication.LIMIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bridges in contexts that an application makes itself. */
class PlainContextTest {

    private static final String BRIDGE = "files-to-whatsapp360";

    @TempDir
    Path directory;

    private Whatsapp360Simulator simulator;
    private Customer lena;

    @BeforeEach
    void putAFile() throws IOException {
        simulator = Whatsapp360Simulator.builder().start();
        lena = simulator.customer("491701234567", "Lena");
        lena.says("Hi");
        Path folder = Files.createDirectories(directory.resolve("outbox/491701234567"));
        Files.write(folder.resolve("a.pdf"), "%PDF-1.4 a".getBytes(UTF_8));
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    static Stream<CamelContext> contexts() {
        return Stream.of(
                new DefaultCamelContext(),
                new DefaultCamelContext(new DefaultRegistry()),
                new DefaultCamelContext(false));
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void aRouteBuilderUsesATemplate(CamelContext context) throws Exception {
        try (context) {
            configure(context);
            add(builder(), context);
            context.start();

            isSent();
        }
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void aRouteBuilderUsesATemplateOfAStartedContext(CamelContext context) throws Exception {
        try (context) {
            configure(context);
            context.start();
            add(builder(), context);

            isSent();
        }
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void aFileWithRoutesUsesATemplate(CamelContext context) throws Exception {
        StringBuilder yaml =
                new StringBuilder("- templatedRoute:\n    routeTemplateRef: " + BRIDGE + "\n    parameters:\n");
        parameters().forEach((name, value) -> yaml.append("    - name: ")
                .append(name)
                .append("\n      value: ")
                .append(value)
                .append('\n'));
        Resource file = ResourceHelper.fromString("bridge.yaml", yaml.toString());
        try (context) {
            configure(context);
            PluginHelper.getRoutesLoader(context).loadRoutes(file);
            context.start();

            isSent();
        }
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void aKameletIsFound(CamelContext context) throws Exception {
        String options = parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        try (context) {
            configure(context);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kamelet:" + BRIDGE + "?" + options).to("file:target/sent?fileExist=Ignore");
                }
            });
            context.start();

            isSent();
        }
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void theRegistryNamesABridge(CamelContext context) throws Exception {
        try (context) {
            configure(context);
            context.getRegistry().bind("bridges", new Bridges(parameters()));
            context.start();

            isSent();
        }
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void aRouteOfATemplateIsAddedToAStartedContext(CamelContext context) throws Exception {
        try (context) {
            configure(context);
            context.start();
            TemplatedRouteBuilder.builder(context, BRIDGE)
                    .parameters(parameters())
                    .add();

            isSent();
        }
    }

    /** Not of {@code new DefaultCamelContext(false)}, which loads nothing before it is built. */
    @Test
    void aRouteOfATemplateIsAddedBeforeAnythingElse() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            configure(context);
            TemplatedRouteBuilder.builder(context, BRIDGE)
                    .parameters(parameters())
                    .add();
            context.start();

            isSent();
        }
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void wrongParametersAreRefused(CamelContext context) throws Exception {
        try (context) {
            configure(context);
            RoutesBuilder wrong = new RouteBuilder() {
                @Override
                public void configure() {
                    templatedRoute(BRIDGE).parameter("account", "support");
                }
            };
            add(wrong, context);

            assertThatThrownBy(context::start)
                    .isInstanceOfSatisfying(InvalidBridgeException.class, refused -> assertThat(refused.problems())
                            .singleElement()
                            .asString()
                            .contains("'folder' is missing"));
        }
    }

    @Test
    void aMissingPartOfCamelIsNamed() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setClassResolver(new DefaultClassResolver(context) {
                @Override
                public URL loadResourceAsURL(String uri) {
                    return uri.contains("/yaml/") ? null : super.loadResourceAsURL(uri);
                }
            });

            assertThatThrownBy(context::start)
                    .hasMessageContaining(
                            "The bridges need on the class path, in the version of Camel: camel-yaml-dsl");
        }
    }

    /** In two steps, as Camel wants it. */
    private static void add(RoutesBuilder builder, CamelContext context) throws Exception {
        context.addRoutes(builder);
        context.addTemplatedRoutes(builder);
    }

    private RoutesBuilder builder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                var bridge = templatedRoute(BRIDGE);
                parameters().forEach((name, value) -> bridge.parameter(name, value.toString()));
            }
        };
    }

    private Map<String, Object> parameters() {
        return Map.of(
                "account",
                "support",
                "folder",
                directory.resolve("outbox").toString(),
                "journalDirectory",
                directory.resolve("journal").toString(),
                "stableFor",
                "10");
    }

    private void configure(CamelContext context) {
        Whatsapp360Component component = new Whatsapp360Component();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setApiKey("simulator-key");
        context.addComponent("whatsapp360", component);
    }

    private void isSent() {
        assertThat(lena.awaitReceived(1, LIMIT))
                .extracting(ReceivedMessage::type)
                .containsExactly("document");
    }

    private record Bridges(Map<String, Object> bridge) implements RouteTemplateParameterSource {

        @Override
        public Map<String, Object> parameters(String route) {
            return Stream.concat(Stream.of(Map.entry("templateId", (Object) BRIDGE)), bridge.entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Override
        public Set<String> routeIds() {
            return Set.of("files");
        }
    }
}
