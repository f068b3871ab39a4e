/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A business's webhook: keeps what is delivered and answers as it is told. Thread-safe. */
final class Receiver implements AutoCloseable {

    /** One delivery as it came. */
    record Arrived(Map<String, List<String>> headers, String body) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        JsonNode value() {
            return json().path("entry").path(0).path("changes").path(0).path("value");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Arrived> queue = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private volatile Callable<?> reaction = () -> null;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    void answers(int status) {
        answer = status;
    }

    /** Does it before each delivery is answered that brings a message. */
    void onNext(Callable<?> what) {
        reaction = what;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.contains("\"messages\":[")) {
            react();
        }
        int status = answer;
        queue.add(new Arrived(Map.copyOf(exchange.getRequestHeaders()), body));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void react() throws IOException {
        try {
            Object unused = reaction.call();
        } catch (Exception failed) {
            throw new IOException(failed);
        }
    }

    Arrived next() throws InterruptedException {
        Arrived arrived = queue.poll(30, TimeUnit.SECONDS);
        if (arrived == null) {
            throw new AssertionError("Expected a delivery within 30 s, Actual none");
        }
        return arrived;
    }

    List<Arrived> next(int count) throws InterruptedException {
        List<Arrived> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(next());
        }
        return all;
    }

    /** Drops deliveries until one fits. */
    Arrived nextThat(Predicate<Arrived> fits) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            Arrived arrived = next();
            if (fits.test(arrived)) {
                return arrived;
            }
        }
        throw new AssertionError("Expected a fitting delivery among 1000, Actual none");
    }

    /** Drops deliveries until a status of this word. */
    JsonNode status(String word) throws InterruptedException {
        return nextThat(arrived -> arrived.value()
                        .path("statuses")
                        .path(0)
                        .path("status")
                        .asText()
                        .equals(word))
                .value()
                .path("statuses")
                .path(0);
    }

    boolean quietFor(Duration time) throws InterruptedException {
        return queue.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
