/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} between every two steps of a tracked send. The test is the API: it kills the sender when the request
 * arrives or before it answers, and repeats a status until it gets a 200, as 360dialog does.
 */
@Timeout(600)
class DeliveryCrashTest {

    private static final Pattern CALLBACK_DATA = Pattern.compile("\"biz_opaque_callback_data\":\"([^\"]+)\"");

    /** What has happened when the process ends. */
    enum Point {
        /** The request is lost: the message is never sent. */
        ROW_WRITTEN,
        REQUEST_WRITTEN,
        ANSWER_READ,
        STATUS_STORED,
        EVENT_RUN,
        EVENT_SETTLED,
        /** The process does not end. */
        NOTHING
    }

    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SynchronousQueue<HttpExchange> requests = new SynchronousQueue<>();
    private final int port = freePort();

    /** Statuses without a 200, by correlation id. */
    private final Map<String, String> unanswered = new LinkedHashMap<>();

    /** Each status that was ever sent. */
    private final Map<String, String> statuses = new LinkedHashMap<>();

    /** The events of each message: event id and outcome, with the number of runs that are said to be the first. */
    private final Map<String, Map<String, Integer>> events = new HashMap<>();

    private final Map<String, Integer> ended = new HashMap<>();
    private HttpServer api;
    private ChildJvm child;

    @BeforeEach
    void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/messages", exchange -> {
            try {
                requests.put(exchange);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
        api.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        api.stop(0);
        if (child != null) {
            child.kill();
        }
    }

    @Test
    void eachTrackedSendHasOneEvent() throws Exception {
        for (Point point : Point.values()) {
            start(point);
            run(point);
            if (point == Point.NOTHING) {
                // As a server that missed the response does.
                for (String status : statuses.values()) {
                    deliver(status);
                }
                while (ended.keySet().size() < Point.values().length) {
                    hear();
                }
            }
            end(point);
        }
        for (Point point : Point.values()) {
            String outcome = point == Point.ROW_WRITTEN ? "unknown" : "delivered";
            assertThat(events.get(point.name())).as(point.name()).hasSize(1).allSatisfy((event, firstRuns) -> {
                assertThat(event).endsWith(outcome);
                assertThat(firstRuns).isLessThanOrEqualTo(1);
            });
        }
    }

    private void start(Point point) throws Exception {
        child = ChildJvm.start(
                "128m",
                CrashedSender.class,
                directory,
                port,
                "http://127.0.0.1:" + api.getAddress().getPort(),
                point,
                point.name());
        while (!hear().equals("ready")) {}
        for (Map.Entry<String, String> each : Map.copyOf(unanswered).entrySet()) {
            deliver(each.getValue());
            unanswered.remove(each.getKey());
        }
    }

    private void run(Point point) throws Exception {
        HttpExchange request = requests.poll(TestBed.LIMIT.multipliedBy(6).toSeconds(), TimeUnit.SECONDS);
        assertThat(request).as("a request").isNotNull();
        Matcher data = CALLBACK_DATA.matcher(new String(request.getRequestBody().readAllBytes(), UTF_8));
        assertThat(data.find()).isTrue();
        if (point != Point.ROW_WRITTEN) {
            String status = TestBed.status("wamid." + point, "delivered")
                    .replace(
                            "\"recipient_id\"",
                            "\"biz_opaque_callback_data\":\"" + data.group(1) + "\",\"recipient_id\"");
            unanswered.put(point.name(), status);
            statuses.put(point.name(), status);
        }
        if (point.compareTo(Point.ANSWER_READ) < 0) {
            child.kill();
            request.close();
            return;
        }
        byte[] answer = ("{\"messages\":[{\"id\":\"wamid." + point + "\"}]}").getBytes(UTF_8);
        request.getResponseHeaders().set("Content-Type", "application/json");
        request.sendResponseHeaders(200, answer.length);
        request.getResponseBody().write(answer);
        request.close();
        if (point == Point.ANSWER_READ) {
            return;
        }
        while (!hear().equals("S " + point)) {}
        deliver(unanswered.remove(point.name()));
        if (point == Point.EVENT_SETTLED) {
            while (!hear().equals("E " + point)) {}
        }
    }

    /** Ends the process unless it halts by itself, and reads what it said before. */
    private void end(Point point) throws Exception {
        if (point != Point.ANSWER_READ && point != Point.EVENT_RUN) {
            child.kill();
        }
        for (String said = child.next(); said != null; said = child.next()) {
            record(said);
        }
    }

    private String hear() throws IOException {
        String said = child.next();
        assertThat(said).as(() -> "The sender ended early:\n" + child.log()).isNotNull();
        record(said);
        return said;
    }

    private void record(String said) {
        String[] words = said.split(" ");
        if (words[0].equals("D")) {
            events.computeIfAbsent(words[1], first -> new HashMap<>())
                    .merge(words[3] + " " + words[2], words[4].equals("true") ? 0 : 1, Integer::sum);
        } else if (words[0].equals("E")) {
            ended.merge(words[1], 1, Integer::sum);
        }
    }

    private void deliver(String body) throws Exception {
        HttpRequest delivery = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/whatsapp360/crash"))
                .timeout(TestBed.LIMIT)
                .header("Content-Type", "application/json")
                .header(WebhookSecurity.SECRET_HEADER, WebhookSecurity.derivedSecret(TestBed.KEY, "crash"))
                .POST(BodyPublishers.ofString(body))
                .build();
        int status = 0;
        while (status != 200) {
            try {
                status = http.send(delivery, BodyHandlers.discarding()).statusCode();
            } catch (HttpTimeoutException late) {
                status = 0;
            }
        }
    }

    private static int freePort() {
        try {
            return TestBed.freePort();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
