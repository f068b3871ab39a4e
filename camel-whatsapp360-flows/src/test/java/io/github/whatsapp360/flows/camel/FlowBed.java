/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RestConfiguration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A Camel context with a real HTTP server and a key of its own. */
final class FlowBed implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String PATH = "/whatsapp360-flow/support";
    static final KeyPair PAIR = newPair();

    final DefaultCamelContext context = new DefaultCamelContext();
    final Whatsapp360FlowComponent component = new Whatsapp360FlowComponent();
    final int port;

    FlowBed() throws Exception {
        this("platform-http");
    }

    /** @param httpComponent which HTTP server serves the endpoint */
    FlowBed(String httpComponent) throws Exception {
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
        component.getConfiguration().setPrivateKey(PAIR);
        context.addComponent("whatsapp360-flow", component);
        context.getShutdownStrategy().setTimeout(5);
    }

    static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    FlowBed start(RouteBuilder routes) throws Exception {
        boolean started = false;
        try {
            context.addRoutes(routes);
            context.start();
            started = true;
            return this;
        } finally {
            if (!started) {
                context.close();
            }
        }
    }

    /** Asserts that a start fails, with these words in the message of the first cause. */
    static void assertRefused(ThrowingCallable start, String... words) {
        Throwable cause = catchThrowable(start);
        assertThat(cause).isNotNull();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(cause).hasMessageContainingAll(words);
    }

    Phone phone() {
        return new Phone(port, PATH, PAIR.getPublic());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
