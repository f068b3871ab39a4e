/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.camel.TestBed;
import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The fixture of the component's tests with a console. */
public final class ConsoleBed implements AutoCloseable {

    static final String KEY = TestBed.KEY;
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String READER = basic("watcher", "watching-quietly");
    static final String OPERATOR = basic("olga", "operates-at-night");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestBed bed;
    public final Whatsapp360Simulator simulator;
    public final DefaultCamelContext context;
    public final Whatsapp360Component component;
    final ConsoleConfiguration configuration = new ConsoleConfiguration()
            .withUser("watcher", "watching-quietly", ConsoleRole.READ)
            .withUser("olga", "operates-at-night", ConsoleRole.OPERATE);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public ConsoleBed() throws Exception {
        this("platform-http");
    }

    /** @param httpComponent the HTTP server */
    public ConsoleBed(String httpComponent) throws Exception {
        bed = new TestBed(httpComponent).registered("support");
        simulator = bed.simulator;
        context = bed.context;
        component = bed.component;
        component.getConfiguration().setMessagesPerSecond(new Whatsapp360Configuration().getMessagesPerSecond());
        component.getConfiguration().setMaximumRedeliveries(0);
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
        return "http://127.0.0.1:" + bed.port;
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

    @Override
    public void close() throws IOException {
        bed.close();
    }
}
