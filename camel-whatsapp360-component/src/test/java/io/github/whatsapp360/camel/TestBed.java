/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.internal.account.Account;
import io.github.whatsapp360.camel.internal.receive.Receiver;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RestConfiguration;

/** A Camel context with a real HTTP server, and beside it the simulator that it is set up for. */
public final class TestBed implements AutoCloseable {

    public static final String KEY = "test-key-0123456789abcdef";
    public static final Duration LIMIT = Duration.ofSeconds(60);

    public final Whatsapp360Simulator simulator;
    public final DefaultCamelContext context = new DefaultCamelContext();
    public final Whatsapp360Component component = new Whatsapp360Component();
    public final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public TestBed() throws Exception {
        this("platform-http");
    }

    /** @param httpComponent which HTTP server serves the webhook */
    public TestBed(String httpComponent) throws Exception {
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
        component.getConfiguration().setMessagesPerSecond(0);
        context.addComponent("whatsapp360", component);
        context.getShutdownStrategy().setTimeout(5);
    }

    /** Registers the webhook of this account at the simulator, as a consumer does with registerWebhook=true. */
    public TestBed registered(String account) {
        component.getConfiguration().setRegisterWebhook(true);
        component.getConfiguration().setWebhookUrl(webhook(account));
        return this;
    }

    public TestBed start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        return this;
    }

    String webhook(String account) {
        return "http://127.0.0.1:" + port + "/whatsapp360/" + account;
    }

    /** Delivers with the right secret. */
    public HttpResponse<String> deliver(String account, String body) throws Exception {
        return deliver(account, body, WebhookSecurity.derivedSecret(KEY, account));
    }

    public HttpResponse<String> deliver(String account, String body, String secret) throws Exception {
        return send(request(account, secret).POST(BodyPublishers.ofString(body)).build());
    }

    HttpRequest.Builder request(String account, String secret) {
        return HttpRequest.newBuilder(URI.create(webhook(account)))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("X-Custom-Test", "of-the-request")
                .header(WebhookSecurity.SECRET_HEADER, secret);
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A delivery of one text message. */
    public static String text(String id, String from, String text) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","changes":[{"field":"messages",\
                "value":{
                "messaging_product":"whatsapp",
                "metadata":{"display_phone_number":"4989123456","phone_number_id":"401122334455667"},
                "contacts":[{"profile":{"name":"Lena K."},"wa_id":"%2$s"}],
                "messages":[{"from":"%2$s","id":"%1$s","timestamp":"1789000000","type":"text",\
                "text":{"body":"%3$s"}}]}}]}]}""".formatted(id, from, text);
    }

    /** A delivery of one status. */
    static String status(String id, String status) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","changes":[{"field":"messages",\
                "value":{
                "messaging_product":"whatsapp",
                "metadata":{"display_phone_number":"4989123456","phone_number_id":"401122334455667"},
                "statuses":[{"id":"%s","status":"%s","timestamp":"1789000050",\
                "recipient_id":"491701234567"}]}}]}]}""".formatted(id, status);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What the account's inbox has given up. */
    List<DeadLetter> deadLetters(String account) {
        Receiver receiver = component.account(account).receiver();
        return receiver.deadLetters(0, 1_000).stream()
                .map(letter -> receiver.deadLetter(letter.id()).orElseThrow())
                .toList();
    }

    /** The account itself, which all endpoints that name it share. */
    public Account account(String name) {
        return component.account(name);
    }

    @Override
    public void close() throws IOException {
        context.close();
        simulator.close();
    }
}
