/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RestConfiguration;

/** An application with a console on a real HTTP server, and beside it the simulator that it is set up for. */
public final class ConsoleBed implements AutoCloseable {

    static final String KEY = "console-test-key-0123456789";
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String READER = basic("watcher", "watching-quietly");
    static final String OPERATOR = basic("olga", "operates-at-night");

    private static final ObjectMapper JSON = new ObjectMapper();

    public final Whatsapp360Simulator simulator;
    public final DefaultCamelContext context = new DefaultCamelContext();
    public final Whatsapp360Component component = new Whatsapp360Component();
    final ConsoleConfiguration configuration = new ConsoleConfiguration()
            .withUser("watcher", "watching-quietly", ConsoleRole.READ)
            .withUser("olga", "operates-at-night", ConsoleRole.OPERATE);
    final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public ConsoleBed() throws Exception {
        this("platform-http");
    }

    /** @param httpComponent the HTTP server */
    public ConsoleBed(String httpComponent) throws Exception {
        simulator = Whatsapp360Simulator.builder().apiKey(KEY).start();
        simulator.turn(Switch.LIMITS, false);
        port = freePort();
        if (httpComponent.equals("platform-http")) {
            VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
            server.setBindHost("127.0.0.1");
            server.setBindPort(port);
            context.addService(new VertxPlatformHttpServer(server));
        } else {
            RestConfiguration server = new RestConfiguration();
            server.setComponent(httpComponent);
            server.setHost("127.0.0.1");
            server.setPort(port);
            context.setRestConfiguration(server);
        }
        component.getConfiguration().setHttpComponent(httpComponent);
        component.getConfiguration().setApiKey(KEY);
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setInbox("memory");
        component.getConfiguration().setMaximumRedeliveries(0);
        component.getConfiguration().setRegisterWebhook(true);
        component.getConfiguration().setWebhookUrl(address() + "/whatsapp360/support");
        context.addComponent("whatsapp360", component);
        context.getShutdownStrategy().setTimeout(5);
        configuration.setEnabled(true);
    }

    ConsoleBed start(RouteBuilder... routes) throws Exception {
        context.addLifecycleStrategy(new Whatsapp360Console(configuration));
        for (RouteBuilder each : routes) {
            context.addRoutes(each);
        }
        context.start();
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    String console() {
        return address() + "/whatsapp360/console";
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** A request below the console's path. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(console() + path)).timeout(LIMIT);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", authorization));
    }

    HttpResponse<String> post(String path, String json, String authorization) throws IOException, InterruptedException {
        return send(request(path)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** The first account, as the console shows it. */
    JsonNode account() throws IOException, InterruptedException {
        return json(get("/api/status", READER)).path("accounts").path(0);
    }

    /** Whether the console says this of the first account. */
    boolean finds(String code) throws IOException, InterruptedException {
        for (JsonNode finding : account().path("findings")) {
            if (finding.path("code").asText().equals(code)) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        simulator.close();
    }
}
