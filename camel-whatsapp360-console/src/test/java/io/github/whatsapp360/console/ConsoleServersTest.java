/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console is served by whatever serves the webhook. */
class ConsoleServersTest {

    @ParameterizedTest
    @ValueSource(strings = {"platform-http", "jetty", "netty-http", "undertow"})
    void pageAndApiAreServed(String server) throws Exception {
        try (ConsoleBed bed = new ConsoleBed(server)) {
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support").routeId("support").to("log:support");
                }
            });
            assertThat(bed.send(bed.request("/")).statusCode()).isEqualTo(401);
            assertThat(bed.get("/", ConsoleBed.READER).body()).contains("WhatsApp console");
            assertThat(bed.get("/style.css", ConsoleBed.READER)
                            .headers()
                            .firstValue("Content-Type")
                            .orElse(""))
                    .startsWith("text/css");
            assertThat(bed.account().path("name").asText()).isEqualTo("support");
            assertThat(bed.get("/api/accounts/support/dead-letters?after=0&limit=5", ConsoleBed.READER)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(bed.post("/api/accounts/support/sending/pause", "{}", ConsoleBed.OPERATOR)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(bed.account().path("sending").path("paused").asBoolean()).isTrue();
            HttpRequest.Builder described = bed.request("/api/openapi.json").header("Authorization", ConsoleBed.READER);
            String tag = bed.send(described).headers().firstValue("ETag").orElseThrow();
            assertThat(bed.send(described.header("If-None-Match", tag)).statusCode())
                    .isEqualTo(304);
            assertThat(bed.get("/api/accounts/support/none", ConsoleBed.READER).statusCode())
                    .isEqualTo(404);
            assertThat(bed.get("/", ConsoleBed.READER).headers().firstValue("Content-Security-Policy"))
                    .isPresent();
        }
    }
}
