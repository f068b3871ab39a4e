/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does with dead letters by HTTP. */
class DeadLettersTest {

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicInteger done = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Bridge bridge;

    @BeforeEach
    void setUp() throws Exception {
        bridge = new Bridge("dead-letters")
                .with("dead-letters.token", "a-long-token")
                .with("camel.component.whatsapp360.maximum-redeliveries", "0");
        bridge.main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("desk").process(exchange -> {
                    if (broken.get()) {
                        throw new IllegalStateException("The desk is closed");
                    }
                    done.incrementAndGet();
                });
            }
        });
        bridge.start(Form.YAML);
    }

    @AfterEach
    void tearDown() {
        bridge.close();
    }

    private HttpResponse<String> ask(String method, String path, String token) throws Exception {
        String port = bridge.main.getOverrideProperties().getProperty("camel.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dead-letters" + path))
                        .timeout(Bridge.LIMIT)
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private String ask(String method, String path) throws Exception {
        return ask(method, path, "a-long-token").body();
    }

    private void awaitList(int size) {
        await().atMost(Bridge.LIMIT)
                .untilAsserted(() -> assertThat(ask("GET", "").strip().lines()).hasSize(size));
    }

    @Test
    void theyAreListedShownRunAgainAndPurged() throws Exception {
        bridge.lena.says("My bike is lost");
        awaitList(1);
        assertThat(ask("GET", "")).startsWith("DeadLetter[1, ").doesNotContain("bike");
        assertThat(ask("GET", "?after=1")).isBlank();
        assertThat(ask("GET", "/1")).contains("My bike is lost");
        assertThat(ask("GET", "/9", "a-long-token").statusCode()).isEqualTo(404);

        broken.set(false);
        assertThat(ask("POST", "/1/replay")).isEqualTo("1 run again");
        await().atMost(Bridge.LIMIT).until(() -> done.get() == 1);
        assertThat(ask("GET", "")).isBlank();

        broken.set(true);
        bridge.lena.says("Mine too");
        bridge.lena.says("And the lock");
        awaitList(2);
        assertThat(ask("GET", "").lines()).allMatch(line -> line.startsWith("DeadLetter["));
        assertThat(ask("DELETE", "/all")).isEqualTo("2 purged");
        assertThat(ask("GET", "")).isBlank();
    }

    @Test
    void whatIsNoIdIsAnswered400WithTheReason() throws Exception {
        assertThat(ask("DELETE", "/seventeen", "a-long-token").statusCode()).isEqualTo(400);
        assertThat(ask("POST", "/seventeen/replay")).contains("a number, several, or the word all");
        assertThat(ask("GET", "/seventeen", "a-long-token").statusCode()).isEqualTo(400);
    }

    @Test
    void withoutTheTokenNothingIsDone() throws Exception {
        bridge.lena.says("My bike is lost");
        awaitList(1);

        assertThat(ask("GET", "", "another").statusCode()).isEqualTo(401);
        assertThat(ask("GET", "/1", "another").body()).isEmpty();
        assertThat(ask("DELETE", "/all", "another").statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/all/replay", "").statusCode()).isEqualTo(401);
        awaitList(1);
    }
}
