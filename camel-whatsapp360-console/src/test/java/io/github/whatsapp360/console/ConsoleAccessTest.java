/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the console, and from where. */
class ConsoleAccessTest {

    private static final String PAUSE = "/api/accounts/support/sending/pause";

    private static ConsoleBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = new ConsoleBed().start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").to("log:support");
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        bed.close();
    }

    static Stream<String> wrongCredentials() {
        return Stream.of(
                ConsoleBed.basic("watcher", "wrong"),
                ConsoleBed.basic("nobody", "watching-quietly"),
                ConsoleBed.basic("watcher", ""),
                ConsoleBed.basic("", ""),
                "Basic ???",
                "Basic",
                "Bearer watching-quietly",
                "watcher:watching-quietly");
    }

    @ParameterizedTest
    @MethodSource("wrongCredentials")
    void wrongCredentialsAreRefusedWithNothingShown(String authorization) throws Exception {
        for (String path : new String[] {"/", "/app.js", "/api/status", "/api/openapi.json", "/none"}) {
            HttpResponse<String> response = bed.get(path, authorization);
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic ");
            assertThat(response.body()).doesNotContain("support");
        }
    }

    @Test
    void withoutCredentialsTheBrowserAsksForThem() throws Exception {
        assertThat(bed.send(bed.request("/")).statusCode()).isEqualTo(401);
    }

    @Test
    void aReaderSeesAndChangesNothing() throws Exception {
        HttpResponse<String> status = bed.get("/api/status", ConsoleBed.READER);
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(bed.json(status).path("user").asText()).isEqualTo("watcher");
        assertThat(bed.json(status).path("role").asText()).isEqualTo("read");

        assertThat(bed.post(PAUSE, "{}", ConsoleBed.READER).statusCode()).isEqualTo(403);
        assertThat(bed.get("/api/accounts/support/dead-letters/1", ConsoleBed.READER)
                        .statusCode())
                .isEqualTo(403);
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isFalse();
    }

    private HttpRequest.Builder pauses() {
        return bed.request(PAUSE)
                .header("Authorization", ConsoleBed.OPERATOR)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "https://127.0.0.1.evil.example",
                "no origin"
            })
    void anotherOriginIsRefused(String origin) throws Exception {
        assertThat(bed.send(pauses().header("Origin", origin)).statusCode()).isEqualTo(403);
        assertThat(bed.send(bed.request("/api/status")
                                .header("Authorization", ConsoleBed.READER)
                                .header("Origin", origin))
                        .statusCode())
                .isEqualTo(403);
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSiteIsRefused(String site) throws Exception {
        assertThat(bed.send(pauses().header("Sec-Fetch-Site", site)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void itsOwnPageAndProgramsMayChangeSomething() throws Exception {
        assertThat(bed.send(pauses().header("Origin", bed.address()).header("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isTrue();
        assertThat(bed.post("/api/accounts/support/sending/resume", "{}", ConsoleBed.OPERATOR)
                        .statusCode())
                .isEqualTo(200);
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void onlyJsonChangesSomething(String type) throws Exception {
        HttpRequest.Builder request = bed.request(PAUSE)
                .header("Authorization", ConsoleBed.OPERATOR)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"));
        assertThat(bed.send(request).statusCode()).isEqualTo(415);
        assertThat(bed.account().path("sending").path("paused").asBoolean()).isFalse();
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(bed.post("/api/accounts/other/sending/pause", "{}", ConsoleBed.OPERATOR)
                        .statusCode())
                .isEqualTo(404);
        for (String path : new String[] {
            "/api/none",
            "/api/accounts/support/dead-letters/99999",
            "/api/accounts/support/dead-letters/..%2F..",
            "/api/accounts/support/dead-letters/-1",
            "/page/app.js",
            "/../ConsoleRole.class",
            "/%2e%2e/openapi.json"
        }) {
            assertThat(bed.get(path, ConsoleBed.OPERATOR).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(bed.get(PAUSE, ConsoleBed.OPERATOR).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{\"ids\":[1],\"all\":true}", "{}", "{\"ids\":\"1\"}", "{\"id\":[1]}", "{}{}"})
    void aMalformedBodyChangesNothing(String body) throws Exception {
        HttpResponse<String> response = bed.post("/api/accounts/support/dead-letters/purge", body, ConsoleBed.OPERATOR);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        String body = "{\"ids\":[" + "1,".repeat(50_000) + "1]}";
        assertThat(bed.post("/api/accounts/support/dead-letters/purge", body, ConsoleBed.OPERATOR)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aPageThatWasPointedAtThisServerIsRefused() throws Exception {
        try (ConsoleBed other = new ConsoleBed()) {
            other.configuration.setAllowedHosts(List.of("localhost", "Console.Example.com"));
            other.start();
            assertThat(status(other, "localhost")).isEqualTo(200);
            assertThat(status(other, "localhost:8080")).isEqualTo(200);
            assertThat(status(other, "console.example.com")).isEqualTo(200);
            for (String host : new String[] {"evil.example", "localhost.evil.example", "127.0.0.1"}) {
                assertThat(status(other, host)).as(host).isEqualTo(421);
            }
        }
    }

    /** The JDK's client sets the host itself. */
    private static int status(ConsoleBed bed, String host) throws Exception {
        URI address = URI.create(bed.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = "GET /whatsapp360/console/api/status HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: "
                    + ConsoleBed.READER + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return Integer.parseInt(response.split(" ", 3)[1]);
        }
    }

    @Test
    void namesInARequestAddNoLineToTheLogAndNoHeaderToTheResponse() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            HttpResponse<String> response = bed.post(
                    "/api/accounts/support/subscriptions/start",
                    "{\"subscription\":\"none\\r\\nConsole: user olga purges\"}",
                    ConsoleBed.OPERATOR);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("starts the route"))
                    .noneMatch(line -> line.contains("\n"));
        }
        HttpResponse<String> injected =
                bed.get("/api/accounts/support%0d%0aX-Injected:%201/history", ConsoleBed.READER);
        assertThat(injected.statusCode()).isEqualTo(404);
        assertThat(injected.headers().firstValue("X-Injected")).isEmpty();
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        HttpResponse<String> whole = bed.get("/api/accounts/support/templates", ConsoleBed.READER);
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder again = bed.request("/api/openapi.json").header("Authorization", ConsoleBed.READER);
        String described = bed.send(again).headers().firstValue("ETag").orElseThrow();
        assertThat(described).isNotEqualTo(tag);
        HttpResponse<String> same = bed.send(again.header("If-None-Match", described));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(bed.send(bed.request("/api/openapi.json")
                                .header("Authorization", ConsoleBed.READER)
                                .header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(ConsoleBed.LIMIT).until(() -> {
            String status = bed.get("/api/status", ConsoleBed.READER)
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            return bed.send(bed.request("/api/status")
                                    .header("Authorization", ConsoleBed.READER)
                                    .header("If-None-Match", status))
                            .statusCode()
                    == 304;
        });
    }

    @Test
    void everyResponseForbidsFramesForeignScriptsAndGuessedTypes() throws Exception {
        for (HttpResponse<String> response : List.of(
                bed.get("/", ConsoleBed.READER),
                bed.get("/api/status", ConsoleBed.READER),
                bed.send(bed.request("/")))) {
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Test
    void thePathWithoutASlashLeadsToThePage() throws Exception {
        HttpResponse<String> response = bed.get("", ConsoleBed.READER);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("console/");
    }

    @Test
    void itDoesNotStartWithoutUsers() throws Exception {
        try (ConsoleBed other = new ConsoleBed()) {
            other.configuration.getUsers().clear();
            assertThatThrownBy(other::start).hasStackTraceContaining("whatsapp360.console.users.<name>.password");
        }
    }

    @Test
    void itDoesNotStartWithAUserWithoutPassword() throws Exception {
        try (ConsoleBed other = new ConsoleBed()) {
            other.configuration.withUser("hans", " ", ConsoleRole.OPERATE);
            assertThatThrownBy(other::start).hasStackTraceContaining("whatsapp360.console.users.hans.password");
        }
    }
}
