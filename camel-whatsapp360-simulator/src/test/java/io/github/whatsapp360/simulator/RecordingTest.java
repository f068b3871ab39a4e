/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.hook.DeliveryState;
import io.github.whatsapp360.simulator.wire.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The deliveries of a run are kept and sent again to another URL. */
class RecordingTest {

    private static final String LENA = "491701234567";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    /** The bodies of a run with a message of a customer and an answer, as they arrived. */
    private List<String> run() throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of("X-Secret", "s"));
            simulator.customer(LENA, "Lena").says("Hello, größe?");
            new Business(simulator).text(LENA, "Large");
            simulator.awaitDeliveries(
                    all -> all.size() == 4 && all.stream().allMatch(each -> each.state() == DeliveryState.DONE), LIMIT);
            return bodies(receiver.next(4));
        }
    }

    private static List<String> bodies(List<Receiver.Arrived> arrived) {
        return arrived.stream().map(Receiver.Arrived::body).toList();
    }

    @Test
    void whatWasRecordedIsSentToAnotherUrlByteForByteInItsOrder() throws InterruptedException {
        List<String> before = run();
        String recording = simulator.recording();

        try (Whatsapp360Simulator other = Whatsapp360Simulator.start();
                Receiver receiver = new Receiver()) {
            other.replay(recording, receiver.url(), Map.of("X-Test", "yes"));
            List<Receiver.Arrived> arrived = receiver.next(4);

            assertThat(bodies(arrived)).containsExactlyElementsOf(recorded(recording));
            assertThat(bodies(arrived)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(arrived).allSatisfy(each -> assertThat(each.headers()).containsKey("X-test"));
            assertThat(other.deliveries()).hasSize(4);
            assertThat(recorded(other.recording()))
                    .as("what was replayed is not recorded")
                    .isEmpty();
        }
        assertThat(recording).doesNotContain("X-Secret");
    }

    private static List<String> recorded(String recording) {
        List<String> bodies = new ArrayList<>();
        JsonNode deliveries = Json.object(recording).path("deliveries");
        deliveries.forEach(each -> bodies.add(each.path("body").asText()));
        return bodies;
    }

    @Test
    void overHttpTheRunItselfIsReplayedAndARecordingToo() throws InterruptedException {
        run();
        Business business = new Business(simulator);
        String recording = business.get("/simulator/recording").body();
        try (Receiver receiver = new Receiver()) {
            Business.Reply without = business.send(business.request("/simulator/replay?url=" + receiver.url())
                    .POST(BodyPublishers.noBody())
                    .build());
            assertThat(without.json().path("deliveries").asInt())
                    .as(without.body())
                    .isEqualTo(4);
            receiver.next(4);

            Business.Reply with = business.post("/simulator/replay?gaps=true&url=" + receiver.url(), recording);

            assertThat(with.json().path("deliveries").asInt()).isEqualTo(4);
            assertThat(bodies(receiver.next(4))).containsExactlyElementsOf(recorded(recording));
        }
    }

    @Test
    void whatIsNoTextIsReplayedToo() throws InterruptedException {
        byte[] odd = {(byte) 0xff, 0, 1};
        try (Receiver receiver = new Receiver()) {
            simulator.number().webhook(receiver.url(), Map.of());
            Business business = new Business(simulator);
            business.send(business.request("/simulator/numbers/4989123456/deliveries")
                    .POST(BodyPublishers.ofByteArray(odd))
                    .build());
            String first = receiver.next().body();

            simulator.replay(simulator.recording(), receiver.url(), Map.of());

            assertThat(receiver.next().body()).isEqualTo(first);
            assertThat(simulator.recording()).contains("\"base64\" : \"/wAB\"");
        }
    }

    @Test
    void whatIsWrongIsTold() throws InterruptedException {
        Business business = new Business(simulator);

        assertThat(business.post("/simulator/replay", "{\"deliveries\":[]}").status())
                .isEqualTo(400);
        assertThat(business.post("/simulator/replay?url=http://127.0.0.1:9/&gaps=x", "{\"deliveries\":[]}")
                        .body())
                .contains("gaps must be true or false");
        assertThat(business.post("/simulator/replay?url=http://127.0.0.1:9/", "{\"deliveries\":[{\"at\":\"now\"},{}]}")
                        .body())
                .contains("deliveries[0].at must be an instant", "deliveries[1].at is required");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.replay("{}", "http://127.0.0.1:9/", Map.of()))
                .withMessageContaining("deliveries is required");
    }
}
