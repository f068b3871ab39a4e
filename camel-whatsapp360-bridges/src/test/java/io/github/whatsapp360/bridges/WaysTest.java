/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static io.github.whatsapp360.bridges.BridgeApplication.LIMIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bridge in each way that the guide shows; properties alone are in the tests of the bridges. */
class WaysTest {

    private static final String YAML = """
            - templatedRoute:
                routeTemplateRef: whatsapp360-to-files
                parameters:
                  - name: account
                    value: support
                  - name: folder
                    value: %s
            """;
    private static final String XML = """
            <templatedRoutes xmlns="http://camel.apache.org/schema/spring">
                <templatedRoute routeTemplateRef="whatsapp360-to-files">
                    <parameter name="account" value="support"/>
                    <parameter name="folder" value="%s"/>
                </templatedRoute>
            </templatedRoutes>
            """;
    private static final String KAMELET = """
            - from:
                uri: kamelet:whatsapp360-to-files
                parameters:
                  account: support
                  folder: %s
                steps:
                  - to: file:%1$s/log?fileName=seen
            """;

    @TempDir
    Path directory;

    static Stream<Map.Entry<String, String>> ways() {
        return Stream.of(Map.entry("a.yaml", YAML), Map.entry("b.xml", XML), Map.entry("c.yaml", KAMELET));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aBridgeOfAFileWithRoutes(Map.Entry<String, String> way) throws Exception {
        try (BridgeApplication application = new BridgeApplication()) {
            application.main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    RoutesLoader loader = PluginHelper.getRoutesLoader(getContext());
                    loader.loadRoutes(ResourceHelper.fromString(
                            way.getKey(), way.getValue().formatted(directory)));
                }
            });
            application.start();

            sendsAndFinds(application);
            if (way.getValue().equals(KAMELET)) {
                await().atMost(LIMIT).until(() -> Files.exists(directory.resolve("log/seen")));
            }
        }
    }

    @Test
    void aBridgeOfJava() throws Exception {
        try (BridgeApplication application = new BridgeApplication()) {
            application.main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    templatedRoute("whatsapp360-to-files")
                            .parameter("account", "support")
                            .parameter("folder", directory.toString());
                }
            });
            application.start();

            sendsAndFinds(application);
        }
    }

    @Test
    void aKameletWithWrongParametersIsRefusedToo() throws Exception {
        try (BridgeApplication application = new BridgeApplication()) {
            application.main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kamelet:whatsapp360-to-files?account=support").to("file:target/nothing");
                }
            });

            assertThatThrownBy(application::start)
                    .rootCause()
                    .isInstanceOfSatisfying(InvalidBridgeException.class, wrong -> assertThat(wrong.problems())
                            .singleElement()
                            .asString()
                            .contains("'folder' is missing"));
        }
    }

    private void sendsAndFinds(BridgeApplication application) throws Exception {
        application.lena.sendsDocument("content".getBytes(UTF_8), "text/plain", "a.txt", "");
        Path customer = directory.resolve("491701234567");
        await().atMost(LIMIT).ignoreExceptions().until(() -> written(customer).size() == 1);
        assertThat(written(customer).get(0)).hasContent("content");
    }

    private static List<Path> written(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
