/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each option can be given on the command line, in the environment and in a file. */
class ProgramOptionsTest {

    @TempDir
    Path directory;

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("simulator.properties"), List.of(lines));
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file = file("port = 1", "host=localhost", "api-key=of-file", "allowed-hosts=a.example, b.example");
        Map<String, String> environment = Map.of(
                "SIMULATOR360_PORT", "2", "SIMULATOR360_API_KEY", "of-environment", "SIMULATOR360_CONFIG", "" + file);

        ProgramOptions options = ProgramOptions.read(environment, "--port", "3");

        assertThat(options.errors()).isEmpty();
        SimulatorSettings settings = options.builder().settings();
        assertThat(settings.port()).isEqualTo(3);
        assertThat(settings.apiKey()).isEqualTo("of-environment");
        assertThat(settings.host()).isEqualTo("localhost");
        assertThat(settings.allowedHosts()).containsExactlyInAnyOrder("a.example", "b.example");
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        SimulatorSettings settings =
                ProgramOptions.read(Map.of("PATH", "x")).builder().settings();

        assertThat(settings.port()).isEqualTo(8360);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.apiKey()).isEqualTo("simulator-key");
    }

    @Test
    void allErrorsAreToldAtOnce() throws IOException, InterruptedException {
        Path file = file("port=x", "colour=red", "api-key=");
        var err = new ByteArrayOutputStream();

        int status = SimulatorProgram.run(
                System.out,
                new PrintStream(err),
                Map.of("SIMULATOR360_HOSTS", "a", "SIMULATOR360_CONFIG", "" + file),
                "--allowed-hosts",
                "a b",
                "--size",
                "7",
                "--host");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "--port must be a number of 0 to 65535, is x (simulator.properties)",
                        "--api-key must not be empty (simulator.properties)",
                        "unknown option colour (simulator.properties)",
                        "unknown option SIMULATOR360_HOSTS (environment)",
                        "--allowed-hosts must be host names with commas between, is a b (command line)",
                        "unknown option --size (command line)",
                        "--host has no value (command line)",
                        "SIMULATOR360_PORT");
    }

    @Test
    void aWrongKeyIsNotRepeated() {
        assertThat(ProgramOptions.read(Map.of("SIMULATOR360_API_KEY", "part one two"))
                        .errors())
                .containsExactly("--api-key must be text without blanks (environment)");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThat(ProgramOptions.read(Map.of(), "--config", "nowhere.properties")
                        .errors())
                .singleElement()
                .asString()
                .contains("--config", "nowhere.properties");
    }

    @Test
    void everyOptionIsDocumented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "simulator.md"));

        for (String name : ProgramOptions.names()) {
            assertThat(page).contains("`--" + name + "`");
            assertThat(SimulatorProgram.HELP).contains("--" + name + " ");
        }
    }

    @Test
    void healthIsAnsweredWithoutAKey() throws InterruptedException {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            Business.Reply reply = new Business(simulator.baseUrl(), "").get("/health");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("status").asText()).isEqualTo("UP");
        }
    }

    @Test
    void whatIsNotThereIsAnsweredWithWhatIs() throws InterruptedException {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            Business business = new Business(simulator);

            assertThat(routes(business.get("/message"))).contains("POST /messages", "GET /{id}", "GET /health_status");
            assertThat(routes(business.get("/simulator/nothing")))
                    .contains("GET /simulator/state", "POST /simulator/customers/{customer}/messages")
                    .doesNotContain("POST /messages");
            assertThat(routes(business.get("/messages"))).containsExactly("POST /messages");
        }
    }

    private static List<String> routes(Business.Reply reply) {
        assertThat(reply.status()).isIn(404, 405);
        List<String> routes = new ArrayList<>();
        for (JsonNode route : reply.json().path("routes")) {
            routes.add(route.asText());
        }
        return routes;
    }
}
