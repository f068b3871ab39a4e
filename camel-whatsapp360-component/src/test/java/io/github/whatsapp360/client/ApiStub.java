/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API that answers what a test tells it to, and remembers what it was asked. */
public final class ApiStub implements AutoCloseable {

    public static final String ACCEPTED = "{\"messages\":[{\"id\":\"wamid.OUT1\"}]}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> behaviour = request -> Answer.json(200, ACCEPTED);

    public record Request(int number, int clientPort, String method, String path, Headers headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public static Answer json(int status, String json) {
            return new Answer(
                    status, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
        }

        public static Answer error(int status, int code) {
            return json(status, "{\"error\":{\"message\":\"Refused\",\"code\":" + code + "}}");
        }

        public Answer with(String header, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    public ApiStub() throws IOException {
        this(null);
    }

    /** @param certificate for HTTPS; null for HTTP */
    public ApiStub(SelfSigned certificate) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = certificate == null ? HttpServer.create(address, 0) : https(address, certificate);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer https(InetSocketAddress address, SelfSigned certificate) throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        return server;
    }

    public ApiStub answering(Function<Request, Answer> how) {
        this.behaviour = how;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Request request;
        synchronized (this) {
            request = new Request(
                    requests.size(),
                    exchange.getRemoteAddress().getPort(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body);
            requests.add(request);
        }
        Answer answer = behaviour.apply(request);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    public String url() {
        return (server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:")
                + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public ClientSettings settings() {
        return ClientSettings.of("secret-key-0123456789")
                .withBaseUrl(url())
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
