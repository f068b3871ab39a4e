/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import io.github.whatsapp360.simulator.world.Switch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file says how the simulator begins and what customers do; a saved state is such a file. */
class ScenarioTest {

    private static final Path EXAMPLE = Path.of("src", "examples", "support.yaml");
    private static final String LENA = "491701234567";
    private static final String TOM = "491705555555";
    private static final String BUTTONS = """
            {"messaging_product":"whatsapp","to":"491701234567","type":"interactive","interactive":{"type":"button",
             "body":{"text":"Shall we ring when we are there?"},"action":{"buttons":[
             {"type":"reply","reply":{"id":"yes","title":"Yes, please"}},{"type":"reply","reply":{"id":"no",\
            "title":"No"}}]}}}""";

    @TempDir
    Path directory;

    private static Whatsapp360Simulator.Builder standing() {
        return Whatsapp360Simulator.builder()
                .clock(new SimulatorClock(Clock.fixed(Instant.parse("2026-12-01T10:00:00Z"), ZoneOffset.UTC)));
    }

    private static Whatsapp360Simulator example() {
        Whatsapp360Simulator simulator = standing().scenario(EXAMPLE).start();
        simulator.advance(Duration.ofMillis(1));
        return simulator;
    }

    private static Customer lena(Whatsapp360Simulator simulator) {
        return simulator.customer(LENA, "");
    }

    private static List<String> texts(Whatsapp360Simulator simulator) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        new Business(simulator)
                .get("/simulator/customers/" + LENA + "/messages")
                .json()
                .forEach(message -> texts.add(message.path("text").asText()));
        return texts;
    }

    @Test
    void theExampleOfTheGuideIsTheOneThatIsRun() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "simulator.md")))
                .contains(Files.readString(EXAMPLE).strip());
    }

    @Test
    void numbersTemplatesCustomersFaultsAndSwitchesAreAsTheFileSays() throws InterruptedException {
        try (Whatsapp360Simulator simulator = example()) {
            assertThat(simulator.numbers()).singleElement().satisfies(number -> {
                assertThat(number.phone()).isEqualTo("4930111111");
                assertThat(number.name()).isEqualTo("Support");
                assertThat(number.apiKey()).isEqualTo("support-key");
                assertThat(number.phoneNumberId()).isEqualTo("401234567890123");
                assertThat(number.webhookUrl()).isEqualTo("http://127.0.0.1:8080/whatsapp");
            });
            Business business = new Business(simulator);
            JsonNode state = business.get("/simulator/state").json();
            assertThat(state.path("customers").findValuesAsText("userId")).contains("DE.4711");
            assertThat(state.path("customers").path(1).path("online").booleanValue())
                    .isFalse();
            assertThat(state.path("switches").path("limits").booleanValue()).isFalse();
            assertThat(business.text(TOM, "One").status()).isEqualTo(400);
            assertThat(business.text(TOM, "Two").body()).contains("131056");
            assertThat(business.text(TOM, "Three").status()).isEqualTo(200);
            assertThat(template(business)).isEqualTo("PENDING");
            simulator.advance(Duration.ofMinutes(1));
            assertThat(template(business)).isEqualTo("APPROVED");
            assertThat(business.get("/message_templates").body()).contains("hello_world");
        }
    }

    private static String template(Business business) throws InterruptedException {
        return business.get("/message_templates?name=appointment_reminder")
                .json()
                .findValue("status")
                .asText();
    }

    @Test
    void customersWriteAnswerAndReactByThemselves() throws InterruptedException {
        try (Whatsapp360Simulator simulator = example()) {
            assertThat(texts(simulator)).containsExactly("Hello, is my order on its way?");
            simulator.advance(Duration.ofSeconds(5));
            assertThat(texts(simulator)).endsWith("It is number 4711.");
            Business business = new Business(simulator);

            String asked = business.post("/messages", BUTTONS).id();
            simulator.advance(Duration.ofMillis(150));
            simulator.advance(Duration.ofMillis(1999));
            assertThat(texts(simulator)).hasSize(3);
            simulator.advance(Duration.ofMillis(1));
            assertThat(texts(simulator)).endsWith("Yes, please");

            business.post("/messages", BUTTONS);
            business.text(LENA, "Thank you");
            simulator.advance(Duration.ofSeconds(3));
            JsonNode chat =
                    business.get("/simulator/customers/" + LENA + "/messages").json();
            List<String> types = new ArrayList<>();
            chat.forEach(message -> types.add(message.path("type").asText()));
            assertThat(types)
                    .as("the conversation with the tap is used up, the last one takes the rest")
                    .filteredOn("reaction"::equals)
                    .hasSize(2);
            assertThat(chat.path(3).path("json").path("context").path("id").asText())
                    .isEqualTo(asked);
        }
    }

    @Test
    void aMessageThatDoesNotArriveIsNotAnswered() throws InterruptedException {
        try (Whatsapp360Simulator simulator = example()) {
            simulator.fault(Fault.failLater(131026));
            new Business(simulator).text(LENA, "Lost");
            lena(simulator).goesOffline();
            new Business(simulator).text(LENA, "Late");
            simulator.advance(Duration.ofSeconds(10));
            assertThat(texts(simulator)).hasSize(4);

            lena(simulator).comesOnline();
            simulator.advance(Duration.ofSeconds(2));

            assertThat(texts(simulator)).hasSize(5);
        }
    }

    @Test
    void aResetBeginsAgain() throws InterruptedException {
        try (Whatsapp360Simulator simulator = example()) {
            simulator.number().webhook("http://127.0.0.1:9090/", Map.of());
            new Business(simulator).post("/messages", BUTTONS);
            simulator.advance(Duration.ofSeconds(10));
            simulator.turn(Switch.LIMITS, true).clearFaults();

            simulator.reset();
            simulator.advance(Duration.ofMillis(1));

            assertThat(texts(simulator)).containsExactly("Hello, is my order on its way?");
            assertThat(new Business(simulator).text(TOM, "One").body()).contains("131056");
            assertThat(simulator.number().webhookUrl())
                    .as("numbers, keys and webhooks stay")
                    .isEqualTo("http://127.0.0.1:9090/");
        }
    }

    @Test
    void everythingThatIsWrongIsToldWithItsPathAndLine() throws IOException, InterruptedException {
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), """
                numbers:
                  - {phone: 12, apiKey: "a b", webhook: "ftp://x"}
                  - {name: Shop, colour: red}
                customers: [{waId: "491701234567", online: yes please}]
                switches: {limit: true}
                conversations:
                  - customer: "491701234567"
                    when: {matches: "("}
                    then: [{type: dance}, {after: soon, text: Hello}]
                """);
        var err = new ByteArrayOutputStream();

        int status = SimulatorProgram.run(
                System.out, new PrintStream(err), Map.of("SIMULATOR360_SCENARIO", "" + wrong), "--port", "x");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .startsWith(
                        "--port must be a number of 0 to 65535, is x (command line)",
                        "wrong.yaml: numbers[0].phone must be a phone number with its country code, digits only (line 2)",
                        "wrong.yaml: numbers[0].apiKey must be text without blanks (line 2)",
                        "wrong.yaml: numbers[0].webhook must be an http or https URL (line 2)",
                        "wrong.yaml: numbers[1].phone is required (line 3)",
                        "wrong.yaml: numbers[1].colour is unknown, there are [apiKey, blocked, extraWebhooks, flowKey,"
                                + " name, phone, phoneNumberId, profile, serviceMessages, settings, webhook] (line 3)",
                        "wrong.yaml: customers[0].online must be a boolean, is a string (line 4)")
                .anyMatch(line -> line.startsWith("wrong.yaml: switches.limit is unknown"))
                .contains("wrong.yaml: conversations[0].when.matches must be a regular expression of Java (line 8)")
                .anyMatch(line -> line.startsWith("wrong.yaml: conversations[0].then[0].type must be one of [text,"))
                .contains(
                        "wrong.yaml: conversations[0].then[1].after must be a duration such as PT2S or PT25H (line 9)");
    }

    @Test
    void whatDoesNotFitTogetherIsToldToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Whatsapp360Simulator.builder().scenario(Files.writeString(directory.resolve("w.yaml"), """
                        numbers: [{phone: "4930111111", apiKey: k}, {phone: "4930111111", apiKey: k, webhook: \
                        "http://a b"}]
                        customers: [{waId: "491701234567"}, {waId: "491701234567"}]
                        faults: [{times: 2}]
                        conversations:
                          - {customer: "49170", number: "4930", then: [{type: tap}, {type: order, product: a}]}
                        """)))
                .withMessageContainingAll(
                        "numbers[1].webhook must be a URL",
                        "numbers[1].phone is the same as that of numbers[0]",
                        "numbers[1].apiKey is the same",
                        "customers[1].waId is the same as that of customers[0]",
                        "faults[0] needs one of code, http, transport and delayMillis",
                        "conversations[0].then[0].choice is required for type tap",
                        "conversations[0].customer is none of the customers",
                        "conversations[0].number is none of the numbers");
    }

    @Test
    void whatIsNotYamlSaysWhere() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "numbers:\n  - {phone: \"1\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Simulator.builder().scenario(broken))
                .withMessageContaining("line 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Simulator.builder().scenario(directory.resolve("none.yaml")))
                .withMessageContaining("cannot be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Simulator.builder()
                        .scenario(Files.writeString(directory.resolve("list.yaml"), "- a\n")))
                .withMessageContaining("must be a YAML mapping");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whatsapp360Simulator.builder()
                        .scenario(Files.writeString(directory.resolve("deep.yaml"), "[".repeat(100_000))))
                .withMessageContaining("nested too deeply");
    }
}
