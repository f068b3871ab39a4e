/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.measure.Workspace;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A server that receives: {@code start contender= directory= database= accounts= routeMillis=}. {@code drain events=}
 * waits until its route has run so many times since the start.
 */
public final class ServerRole implements Role {

    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong firstHandled = new AtomicLong();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @Override
    public Map<String, Double> start(Order start) throws Exception {
        long begin = System.nanoTime();
        int port = Workspace.freePort();
        Contender contender = Contender.valueOf(start.text("contender"));
        if (contender == Contender.VERTX) {
            serveBare(port);
        } else {
            VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
            server.setBindHost("127.0.0.1");
            server.setBindPort(port);
            context.addService(new VertxPlatformHttpServer(server));
            context.addRoutes(new ReceivingRoutes(contender, start, this::count));
            context.start();
        }
        return Map.of("port", (double) port, "startSeconds", (System.nanoTime() - begin) / 1e9);
    }

    private void serveBare(int port) throws Exception {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    count();
                    request.response().end();
                }))
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void count() {
        if (handled.incrementAndGet() == 1) {
            firstHandled.set(System.nanoTime());
        }
    }

    @Override
    public Map<String, Double> answer(Order order) {
        long wanted = (long) order.fraction("events");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(order.number("seconds"));
        while (handled.get() < wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL);
        }
        return counters();
    }

    @Override
    public Map<String, Double> counters() {
        return Map.of("handled", (double) handled.get(), "firstHandled", firstHandled.get() / 1e9);
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
