/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console of Camel Main is nothing but lines of its properties. */
class ConsoleOnMainTest {

    private final Main main = new Main();
    private Whatsapp360Simulator simulator;
    private int port;

    @BeforeEach
    void configure() throws Exception {
        simulator = Whatsapp360Simulator.start();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        main.setDefaultPropertyPlaceholderLocation("false");
        set("camel.server.enabled", "true");
        set("camel.server.host", "127.0.0.1");
        set("camel.server.port", Integer.toString(port));
        set("camel.component.whatsapp360.api-key", simulator.apiKey());
        set("camel.component.whatsapp360.base-url", simulator.baseUrl());
        set("camel.component.whatsapp360.inbox", "memory");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").to("log:support");
            }
        });
    }

    private void set(String name, String value) {
        main.addInitialProperty(name, value);
    }

    @AfterEach
    void stop() {
        main.stop();
        simulator.close();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(ConsoleBed.LIMIT)
                                .header("Authorization", authorization)
                                .build(),
                        BodyHandlers.ofString(UTF_8));
    }

    @Test
    void propertiesAreEnough() throws Exception {
        set("whatsapp360.console.enabled", "true");
        set("whatsapp360.console.path", "/operators");
        set("olgas-password", "operates-at-night");
        set("whatsapp360.console.users.olga.password", "{{olgas-password}}");
        set("whatsapp360.console.users.olga.role", "operate");
        set("whatsapp360.console.users.watcher.password", "watching-quietly");
        main.start();

        HttpResponse<String> status = get("/operators/api/status", ConsoleBed.OPERATOR);
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.body()).contains("\"role\":\"operate\"", "\"name\":\"support\"");
        assertThat(get("/operators/api/status", ConsoleBed.READER).body()).contains("\"role\":\"read\"");
    }

    @Test
    void nothingIsServedUnlessItIsEnabled() throws Exception {
        set("whatsapp360.console.users.olga.password", "operates-at-night");
        main.start();

        assertThat(get("/whatsapp360/console/", ConsoleBed.OPERATOR).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theServerMayAuthenticate() throws Exception {
        set("camel.server.authentication-enabled", "true");
        set("camel.server.basic-properties-file", "console-users.properties");
        set("camel.server.authentication-path", "/whatsapp360/console/*");
        set("whatsapp360.console.enabled", "true");
        set("whatsapp360.console.authentication", "container");
        set("whatsapp360.console.users.olga.role", "operate");
        main.start();

        assertThat(get("/whatsapp360/console/api/status", ConsoleBed.OPERATOR).body())
                .contains("\"user\":\"olga\"", "\"role\":\"operate\"");
        assertThat(get("/whatsapp360/console/api/status", ConsoleBed.READER).statusCode())
                .as("a user of the server without a role of the console")
                .isEqualTo(403);
        assertThat(get("/whatsapp360/console/api/status", ConsoleBed.basic("olga", "wrong"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aServerThatAuthenticatesNobodyLetsNobodyIn() throws Exception {
        set("whatsapp360.console.enabled", "true");
        set("whatsapp360.console.authentication", "container");
        set("whatsapp360.console.users.olga.role", "operate");
        main.start();

        assertThat(get("/whatsapp360/console/api/status", ConsoleBed.OPERATOR).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aMisspeltOptionEndsTheStart() {
        set("whatsapp360.console.enabled", "true");
        set("whatsapp360.console.user.olga.password", "operates-at-night");
        assertThatThrownBy(main::start)
                .hasStackTraceContaining("whatsapp360.console.user.olga.password: there is no such option");
    }

    @Test
    void anUnknownRoleEndsTheStart() {
        set("whatsapp360.console.enabled", "true");
        set("whatsapp360.console.users.olga.password", "operates-at-night");
        set("whatsapp360.console.users.olga.role", "admin");
        assertThatThrownBy(main::start).hasStackTraceContaining("read or operate");
    }
}
