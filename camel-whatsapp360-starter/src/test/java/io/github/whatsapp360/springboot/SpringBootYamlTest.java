/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.springboot.example.SupportApplication;
import io.github.whatsapp360.story.RunningCamel;
import io.github.whatsapp360.story.RuntimeStory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The example application on Spring Boot's own server, with the route in YAML. */
class SpringBootYamlTest extends RuntimeStory {

    @TempDir
    private static Path data;

    private int port;

    @Override
    protected RunningCamel start(int port, Map<String, String> options) {
        this.port = port;
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.endpoint.health.show-details=always",
                "--camel.health.exposure-level=full",
                "--camel.main.routes-include-pattern=classpath:routes/answer.yaml",
                "--camel.component.whatsapp360.inbox-directory=" + data));
        options.forEach((option, value) ->
                arguments.add("--camel.component.whatsapp360.accounts.support." + option + "=" + value));
        return new Application(SpringApplication.run(SupportApplication.class, arguments.toArray(String[]::new)));
    }

    @Test
    void theHealthOfTheAccountIsInTheActuator() throws Exception {
        JsonNode health = new ObjectMapper()
                .readTree(URI.create("http://127.0.0.1:" + port + "/actuator/health")
                        .toURL())
                .path("components")
                .path("camelHealth")
                .path("details");

        assertThat(health.path("consumer:answer").asText())
                .as(health.toString())
                .isEqualTo("UP");
    }

    @Test
    void theGuideShowsTheFilesThatRunHere() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "guide", "spring-boot.md"));

        assertThat(guide).contains(read("application.yaml"));
        assertThat(guide).contains(read("routes/answer.yaml").replaceFirst("#.*\n", ""));
        assertThat(guide)
                .contains(
                        mainClass().replaceFirst("(?s)^.*?package [^\n]*\n", "").replaceFirst("/\\*\\*.*\n", ""));
    }

    private static String mainClass() throws IOException {
        String name = SupportApplication.class.getName().replace('.', '/') + ".java";
        return Files.readString(Path.of("src", "test", "java").resolve(name));
    }

    private static String read(String resource) throws IOException {
        try (InputStream file = SupportApplication.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private record Application(ConfigurableApplicationContext spring) implements RunningCamel {

        @Override
        public void route(Change change) throws Exception {
            RouteController routes = spring.getBean(CamelContext.class).getRouteController();
            switch (change) {
                case SUSPEND -> routes.suspendRoute("answer");
                case RESUME -> routes.resumeRoute("answer");
                case STOP -> routes.stopRoute("answer");
                case START -> routes.startRoute("answer");
            }
        }

        @Override
        public void close() {
            spring.close();
        }
    }
}
