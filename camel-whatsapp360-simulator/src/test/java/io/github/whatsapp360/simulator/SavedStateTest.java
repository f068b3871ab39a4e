/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Switch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole state is saved as a scenario, and a simulator begins with it. */
class SavedStateTest {

    private static final String LENA = "491701234567";
    private static final String TOM = "491705555555";

    private static Whatsapp360Simulator at(String instant) {
        return Whatsapp360Simulator.builder()
                .clock(new SimulatorClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC)))
                .start();
    }

    /** A bit of everything. */
    private static void fill(Whatsapp360Simulator simulator) throws InterruptedException {
        Business business = new Business(simulator);
        Customer lena = simulator.customer(LENA, "Lena");
        Customer tom = simulator.customer(TOM, "Tom");
        lena.says("Hello");
        lena.sendsImage("picture".getBytes(StandardCharsets.UTF_8), "image/png", "Look");
        lena.hidesPhoneBehind("lena.k");
        tom.says("Hi");
        tom.goesOffline();
        business.text(LENA, "Read by now");
        business.template(LENA, "order_update", "en_US", TWO);
        simulator.advance(Duration.ofMinutes(5));
        business.text(TOM, "Waits for the phone");
        simulator.fault(Fault.failLater(131026));
        business.text(LENA, "Fails");
        simulator.advance(Duration.ofMinutes(5));
        simulator.addTemplate("greeting", "en", "Hello {{1}}");
        simulator.templateStatus("hello_world", "en_US", "PAUSED");
        BusinessNumber sales = simulator.addNumber("sales-key", "4930222222", "Sales");
        sales.webhook("http://127.0.0.1:9/", Map.of("X-Key", "k"));
        tom.at(sales).says("To sales");
        simulator
                .turn(Switch.DUPLICATES, true)
                .batches(3)
                .fault(Fault.refuse(131056).times(2).to(LENA))
                .fault(Fault.refuse(502, "Bad gateway").times(0))
                .fault(Fault.connection(Transport.CUT_ANSWER));
    }

    private static final String TWO = "{\"type\":\"text\",\"text\":\"Lena\"},{\"type\":\"text\",\"text\":\"A-1\"}";

    @Test
    void whatWasSavedIsRestored() throws InterruptedException {
        try (Whatsapp360Simulator one = at("2026-12-01T10:00:00Z");
                Whatsapp360Simulator other = at("2026-12-01T10:10:00Z")) {
            fill(one);
            String saved = one.save();

            other.restore(saved);

            assertThat(Json.object(other.save())).isEqualTo(Json.object(saved));
            assertThat(state(other)).isEqualTo(state(one));
            assertThat(other.number().apiKey()).isEqualTo("simulator-key");
        }
    }

    /** What the page shows, without requests and deliveries; and without faults, whose ids count on. */
    private static JsonNode state(Whatsapp360Simulator simulator) throws InterruptedException {
        ObjectNode state = (ObjectNode)
                new Business(simulator.baseUrl(), "").get("/simulator/state").json();
        return state.without(List.of("requests", "deliveries", "faults"));
    }

    @Test
    void whatWasUnderWayGoesOn() throws InterruptedException {
        try (Whatsapp360Simulator one = at("2026-12-01T10:00:00Z");
                Whatsapp360Simulator other = at("2026-12-01T10:00:00Z")) {
            Customer tom = one.customer(TOM, "Tom");
            tom.says("Hi");
            tom.goesOffline();
            String waits = new Business(one).text(TOM, "Waits").id();
            one.advance(Duration.ofMinutes(1));
            String fresh = new Business(one).text(TOM, "Is only accepted").id();

            other.restore(one.save());
            other.advance(Duration.ofMinutes(1));
            assertThat(status(other, fresh)).isEqualTo("sent");
            other.customer(TOM, "").comesOnline();
            other.advance(Duration.ofMinutes(1));

            assertThat(status(other, waits)).isEqualTo("read");
            assertThat(status(other, fresh)).isEqualTo("read");
        }
    }

    private static String status(Whatsapp360Simulator simulator, String id) {
        return simulator.customer(TOM, "").received().stream()
                .filter(message -> message.wamid().equals(id))
                .findFirst()
                .orElseThrow()
                .status();
    }

    /** A file of last week is as useful as one of today. */
    @Test
    void whatIsRestoredIsAsOldAsItWas() throws InterruptedException {
        try (Whatsapp360Simulator one = at("2026-12-01T10:00:00Z");
                Whatsapp360Simulator later = at("2027-01-01T10:00:00Z")) {
            one.customer(LENA, "Lena").says("Hello");
            one.advance(Duration.ofHours(23));

            later.restore(one.save());

            assertThat(later.customer(LENA, "").windowUntil()).isEqualTo("2027-01-01T11:00:00Z");
            assertThat(new Business(later).text(LENA, "Still in time").status()).isEqualTo(200);
            later.advance(Duration.ofMinutes(61));
            assertThat(later.customer(LENA, "").windowUntil())
                    .isBefore(later.clock().instant());
        }
    }

    @Test
    void theControlApiSavesAndRestores() throws InterruptedException {
        try (Whatsapp360Simulator simulator = at("2026-12-01T10:00:00Z")) {
            Business business = new Business(simulator);
            fill(simulator);
            String saved = business.get("/simulator/scenario").body();
            simulator.reset();
            simulator.customer("491709999999", "Somebody else");

            Business.Reply restored = business.method("PUT", "/simulator/scenario", saved);

            assertThat(restored.status()).as(restored.body()).isEqualTo(200);
            assertThat(Json.object(business.get("/simulator/scenario").body())).isEqualTo(Json.object(saved));
            assertThat(business.get("/simulator/scenario/schema")
                            .json()
                            .path("title")
                            .asText())
                    .contains("scenario");
        }
    }

    /** Longer than what JSON parsers take by default. */
    @Test
    void aLargeFileIsRestored() {
        try (Whatsapp360Simulator simulator = at("2026-12-01T10:00:00Z")) {
            simulator.customer(LENA, "Lena").sendsDocument(new byte[16_000_000], "application/pdf", "a.pdf", "");
            simulator.restore(simulator.save());

            assertThat(simulator.save()).hasSizeGreaterThan(20_000_000);
        }
    }

    /** Otherwise a saved state could not be restored. */
    @Test
    void theControlApiTakesNothingThatAScenarioRefuses() throws InterruptedException {
        try (Whatsapp360Simulator simulator = at("2026-12-01T10:00:00Z")) {
            Business business = new Business(simulator);
            simulator.customer(LENA, "Lena").says("Hello");

            for (String request : new String[] {
                "/numbers {\"phone\":\"4930111111\",\"apiKey\":\"a b\"}",
                "/numbers {\"phone\":\"493011111122222222222222\",\"apiKey\":\"k\"}",
                "/numbers/" + simulator.number().phone() + "/key {\"apiKey\":\"a b\"}",
                "/templates {\"name\":\"x\",\"language\":\"en\",\"components\":[1]}",
                "/customers {\"waId\":\"491701234567491701234567\"}",
                "/customers/" + LENA + "/messages {\"type\":\"edit\",\"message\":\"no\",\"text\":\"x\"}",
                "/customers/" + LENA + "/messages {\"type\":\"delete\",\"message\":\"no\"}"
            }) {
                String[] parts = request.split(" ", 2);
                Business.Reply reply = business.post("/simulator" + parts[0], parts[1]);
                assertThat(reply.status()).as(request + reply.body()).isEqualTo(400);
            }
        }
    }

    @Test
    void aWrongScenarioChangesNothing() throws InterruptedException {
        try (Whatsapp360Simulator simulator = at("2026-12-01T10:00:00Z")) {
            Business business = new Business(simulator);
            simulator.customer(LENA, "Lena").says("Hello");
            JsonNode before = state(simulator);

            Business.Reply refused =
                    business.method("PUT", "/simulator/scenario", "{\"customers\":[{\"waId\":\"x\"},{\"name\":1}]}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("errors")).hasSize(3);
            assertThat(refused.json().path("error").asText()).contains("customers[0].waId", "customers[1].waId");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulator.restore("colour: red"))
                    .withMessageContaining("colour is unknown");
            assertThat(state(simulator)).isEqualTo(before);
        }
    }
}
