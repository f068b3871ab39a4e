/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.springboot.example.SupportApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The console of a Spring Boot application is nothing but lines of its properties. */
class SpringBootConsoleTest {

    private static final String CONSOLE = "/whatsapp360/console";

    @TempDir
    private Path directory;

    private int port;

    private ConfigurableApplicationContext start(Whatsapp360Simulator simulator, String... more) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=classpath:bridges.yaml",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--received=" + directory.resolve("received"),
                "--camel.component.whatsapp360.base-url=" + simulator.baseUrl(),
                "--camel.component.whatsapp360.webhook-url=http://127.0.0.1:" + port + "/whatsapp360/support",
                "--camel.component.whatsapp360.inbox-directory=" + directory.resolve("inbox"),
                "--whatsapp360.console.enabled=true"));
        arguments.addAll(Arrays.asList(more));
        return SpringApplication.run(SupportApplication.class, arguments.toArray(String[]::new));
    }

    private HttpRequest.Builder request(String path, String user, String password) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + CONSOLE + path))
                .timeout(Duration.ofSeconds(60))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    @Test
    void propertiesAreEnough() throws Exception {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start();
                ConfigurableApplicationContext application = start(
                        simulator,
                        "--whatsapp360.console.users.olga.password=operates-at-night",
                        "--whatsapp360.console.users.olga.role=operate",
                        "--whatsapp360.console.users.watcher.password=watching-quietly")) {
            assertThat(application.isActive()).isTrue();
            assertThat(send(request("/", "olga", "operates-at-night")).body()).contains("WhatsApp console");
            assertThat(send(request("/", "olga", "guessed")).statusCode()).isEqualTo(401);
            assertThat(send(request("/api/status", "watcher", "watching-quietly"))
                            .body())
                    .contains("\"role\":\"read\"", "\"name\":\"support\"");
            String pause = "/api/accounts/support/sending/pause";
            assertThat(send(request(pause, "watcher", "watching-quietly")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(send(request(pause, "olga", "operates-at-night")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(request("/api/status", "olga", "operates-at-night")).body())
                    .contains("\"paused\":true");
        }
    }

    @Test
    void itDoesNotStartWithoutUsers() {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            assertThatThrownBy(() -> start(simulator))
                    .hasStackTraceContaining("whatsapp360.console.users.<name>.password");
        }
    }
}
