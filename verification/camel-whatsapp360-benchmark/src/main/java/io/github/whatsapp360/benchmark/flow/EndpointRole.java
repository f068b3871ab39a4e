/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.flow;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.measure.Workspace;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowComponent;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** An endpoint whose route answers a screen of four choices at once: {@code start privateKey=}. */
public final class EndpointRole implements Role {

    /** Its path. */
    static final String PATH = "/bench";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Override
    public Map<String, Double> start(Order start) throws Exception {
        int port = Workspace.freePort();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        Whatsapp360FlowComponent component = new Whatsapp360FlowComponent();
        component.getConfiguration().setPrivateKey(Screens.privateKey(start.text("privateKey")));
        context.addComponent("whatsapp360-flow", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:bench?webhookPath=" + PATH)
                        .process(exchange -> exchange.getMessage().setBody(answer()));
            }
        });
        context.start();
        return Map.of("port", (double) port);
    }

    private static FlowResponse answer() {
        return FlowResponse.screen(
                "TIME", Map.of("times", Map.of("a", "9:00", "b", "10:00", "c", "11:30", "d", "14:15")));
    }

    @Override
    public Map<String, Double> answer(Order order) {
        return Map.of();
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
