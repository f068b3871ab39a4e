/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import io.github.whatsapp360.benchmark.measure.Workspace;
import io.github.whatsapp360.camel.Whatsapp360Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.impl.DefaultCamelContext;

/** A route {@code direct:… → to(…)}, which the candidates that are Camel's all have. */
final class CamelSender implements Sender {

    private static final int BEYOND_REACH = 100_000;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, AsyncProducer> routes = new ConcurrentHashMap<>();
    private final Candidate candidate;

    CamelSender(Candidate candidate) {
        this.candidate = candidate;
    }

    @Override
    public void prepare(String baseUrl) throws Exception {
        if (routes.containsKey(baseUrl)) {
            return;
        }
        if (!context.isStarted()) {
            Whatsapp360Component component = new Whatsapp360Component();
            component.setInboxDirectory(Workspace.empty("sender-" + candidate).toString());
            context.addComponent("whatsapp360", component);
            if (candidate == Candidate.OURS_TRACKED) {
                context.addService(server());
            }
            context.start();
        }
        String name = "direct:to" + routes.size();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                route(name, baseUrl);
            }

            private void route(String from, String url) {
                switch (candidate) {
                    case CAMEL_HTTP ->
                        from(from)
                                .marshal()
                                .json()
                                .setHeader("D360-API-KEY", constant(SenderRole.KEY))
                                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                                .to(url + "/messages?httpMethod=POST&connectionsPerRoute=" + SenderRole.CONNECTIONS
                                        + "&maxTotalConnections=" + SenderRole.CONNECTIONS)
                                .unmarshal()
                                .json();
                    case CAMEL_WHATSAPP ->
                        from(from)
                                .to("whatsapp:100200300?authorizationToken=" + SenderRole.KEY
                                        + "&apiVersion=v1&baseUri=" + url);
                    default -> ours(from, url);
                }
            }

            private void ours(String from, String url) {
                String endpoint = "whatsapp360:" + from.substring("direct:".length()) + "?apiKey=" + SenderRole.KEY
                        + "&maximumConnections=" + SenderRole.CONNECTIONS + "&messagesPerSecond="
                        + (candidate == Candidate.OURS_PACED ? BEYOND_REACH : 0) + "&baseUrl=" + url;
                if (candidate == Candidate.OURS_TRACKED) {
                    from(endpoint + "&events=delivery").process(event -> {});
                    from(from).to(endpoint + "&trackDelivery=true");
                } else {
                    from(from).to(endpoint);
                }
            }
        });
        AsyncProducer producer = context.getEndpoint(name).createAsyncProducer();
        producer.start();
        routes.put(baseUrl, producer);
    }

    /** For the webhook, without which nothing can be tracked. */
    private static VertxPlatformHttpServer server() throws IOException {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setBindPort(free.getLocalPort());
        }
        return new VertxPlatformHttpServer(server);
    }

    @Override
    public void send(String baseUrl, String to, String text, Done done) {
        AsyncProducer route = routes.get(baseUrl);
        if (route == null) {
            throw new IllegalStateException("Expected prepare before send");
        }
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.getMessage().setBody(body(to, text));
        if (candidate.isOurs()) {
            exchange.getMessage().setHeader("CamelWhatsapp360To", to);
        }
        boolean unused = route.process(exchange, doneSync -> done.done(!exchange.isFailed()));
    }

    private Object body(String to, String text) {
        return switch (candidate) {
            case CAMEL_HTTP ->
                Map.of(
                        "messaging_product", "whatsapp",
                        "recipient_type", "individual",
                        "to", to,
                        "type", "text",
                        "text", Map.of("body", text));
            case CAMEL_WHATSAPP -> {
                TextMessageRequest request = new TextMessageRequest();
                request.setTo(to);
                TextMessage body = new TextMessage();
                body.setBody(text);
                request.setText(body);
                yield request;
            }
            default -> text;
        };
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
