/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests in other languages wait for messages over HTTP; the examples of the guide are run. */
class OtherLanguagesTest {

    private static final String LENA = "/simulator/customers/491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);

    @ParameterizedTest
    @CsvSource({"python3, echo_bot_test.py", "node, echo_bot_test.mjs"})
    void theExampleOfTheGuideRuns(String program, String file) throws IOException, InterruptedException {
        String source = Files.readString(Path.of("src", "examples", file));
        assertThat(Files.readString(Path.of("..", "docs", "simulator.md"))).contains(source.strip());
        if (!isInstalled(program)) {
            System.err.println("Not tested: the example " + file + ", for there is no " + program + " on the path");
        }
        assumeTrue(isInstalled(program), "no " + program + " on the path");
        ProcessBuilder builder = new ProcessBuilder(program, "src/examples/" + file).redirectErrorStream(true);
        builder.environment().put("SIMULATOR_URL", simulator.baseUrl());
        builder.environment().put("SIMULATOR_KEY", simulator.apiKey());
        Process process = builder.start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().toList()).containsExactly("passed");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    void aRequestWaitsForMessagesOfTheBusiness() throws Exception {
        simulator.customer("491701234567", "Lena").says("Hello");
        business.text("491701234567", "One");
        CompletableFuture<Business.Reply> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return business.get(LENA + "/messages?await=2&timeout=PT1H");
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        assertThat(business.get(LENA + "/messages?await=1").json()).hasSize(2);
        business.text("491701234567", "Two");

        assertThat(waiting.get(30, TimeUnit.SECONDS).json().findValuesAsText("text"))
                .contains("Hello", "One", "Two");
    }

    @Test
    void aRequestThatWaitsInVainIsToldWhatCame() throws Exception {
        simulator.customer("491701234567", "Lena").says("Hello");
        business.text("491701234567", "One");
        CompletableFuture<Business.Reply> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return business.get(LENA + "/messages?await=2&timeout=PT1H");
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!waiting.isDone() && Instant.now().isBefore(end)) {
            business.post("/simulator/clock", "{\"advance\":\"PT2H\"}");
        }

        assertThat(waiting.join().status()).isEqualTo(408);
        assertThat(waiting.join().json().path("error").asText())
                .isEqualTo("Expected 2 messages of the business within PT1H, Actual 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"await=x", "await=0", "await=1&timeout=5s", "await=1&timeout=-PT1S"})
    void aWrongWaitIsExplained(String query) throws InterruptedException {
        simulator.customer("491701234567", "Lena");

        assertThat(business.get(LENA + "/messages?" + query).status()).isEqualTo(400);
        assertThat(business.get("/simulator/customers/000/messages?await=1").status())
                .isEqualTo(404);
    }
}
