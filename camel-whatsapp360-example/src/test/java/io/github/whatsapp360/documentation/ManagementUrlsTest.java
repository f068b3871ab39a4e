/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.example.Bridge;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties of the pages about health checks and metrics, and the URLs that they name. */
class ManagementUrlsTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final Pattern PROPERTY =
            Pattern.compile("(?m)^(camel\\.(?:management|health|metrics)\\.\\S+) = (\\S+)$");
    private static final Pattern URL = Pattern.compile("`http://localhost:9876(/\\S+)`");

    @TempDir
    Path directory;

    @Test
    void theChecksAreAtTheUrlWithTheirDetails() throws Exception {
        assertThat(answerOf("health.md"))
                .contains("consumer:hello", "producer:whatsapp360-support", "whatsapp360.account");
    }

    @Test
    void theMetersAreAtTheUrl() throws Exception {
        assertThat(answerOf("metrics.md"))
                .contains(
                        "whatsapp360_inbox_oldest_age_seconds{account=\"support\"}",
                        "whatsapp360_inbox_waiting{account=\"support\"}",
                        "whatsapp360_deadletters{account=\"support\"}");
    }

    /** What is at the URL of a page, in an application with the properties of that page. */
    private String answerOf(String name) throws Exception {
        String page = Files.readString(REFERENCE.resolve(name));
        String path = URL.matcher(page).results().findFirst().orElseThrow().group(1);
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            Main main = Bridge.application(simulator.baseUrl(), directory);
            for (MatchResult property : PROPERTY.matcher(page).results().toList()) {
                main.addOverrideProperty(property.group(1), property.group(2));
            }
            int port = DocumentedRoutes.freePort();
            main.addOverrideProperty("camel.management.port", String.valueOf(port));
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support").routeId("hello").to("whatsapp360:support");
                }
            });
            main.start();
            try {
                return HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                        .timeout(Bridge.LIMIT)
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
            } finally {
                main.stop();
            }
        }
    }
}
