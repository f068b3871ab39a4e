/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.hook.DeliveryState;
import io.github.whatsapp360.simulator.world.Switch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryTest {

    @RegisterExtension
    Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Receiver receiver = new Receiver();
    private Customer lena;

    @BeforeEach
    void register() {
        simulator.number().webhook(receiver.url(), Map.of());
        lena = simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static String text(Receiver.Arrived arrived) {
        return arrived.value()
                .path("messages")
                .path(0)
                .path("text")
                .path("body")
                .asText();
    }

    @Test
    void messagesOfOneChatArriveInOrder() throws InterruptedException {
        List<String> texts = List.of("1", "2", "3", "4", "5");
        texts.forEach(lena::says);

        assertThat(receiver.next(5)).extracting(DeliveryTest::text).isEqualTo(texts);
    }

    @Test
    void everyDeliveryComesTwiceWhenToldSo() throws InterruptedException {
        simulator.turn(Switch.DUPLICATES, true);
        lena.says("1");

        assertThat(receiver.next().body()).isEqualTo(receiver.next().body());
    }

    @Test
    void neighboursChangePlacesWhenToldSo() throws InterruptedException {
        simulator.turn(Switch.REORDER, true);
        lena.says("1");
        lena.says("2");

        assertThat(receiver.next(2)).extracting(DeliveryTest::text).containsExactly("2", "1");
        lena.says("3");
        assertThat(text(receiver.next())).isEqualTo("3");
    }

    @Test
    void aBatchHoldsSeveralEventsOfOneKindInOneChange() throws InterruptedException {
        simulator.batches(3);
        lena.says("1");
        lena.says("2");
        simulator.customer("491705555555", "Tom").says("3");

        JsonNode value = receiver.next().value();
        assertThat(value.path("messages").size()).isEqualTo(3);
        assertThat(value.path("contacts").size()).isEqualTo(2);
    }

    @Test
    void theSignatureIsAnHmacOfTheBody() throws Exception {
        simulator.signsWith("platform-secret");
        lena.says("Grüße");

        Receiver.Arrived arrived = receiver.next();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("platform-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(arrived.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(arrived.headers()).containsEntry("X-360dialog-signature", List.of(expected));
    }

    @Test
    void extraDestinationsGetACopyAfterTheMainOneAnswered200() throws Exception {
        try (Receiver extra = new Receiver()) {
            Business business = new Business(simulator);
            String destination = "{\"name\":\"archive\",\"url\":\"" + extra.url() + "\",\"headers\":{\"X-A\":\"b\"}}";
            business.post("/multi_webhook", "{\"enabled\":true,\"destinations\":[" + destination + "]}");
            assertThat(business.method("PUT", "/multi_webhook", "{\"destinations\":[" + destination + "]}")
                            .status())
                    .isEqualTo(409);
            receiver.answers(500);
            lena.says("1");
            receiver.next();
            assertThat(extra.quietFor(Duration.ofMillis(100))).isTrue();
            receiver.answers(200);
            simulator.clock().advance(Duration.ofSeconds(2));

            assertThat(receiver.next().body()).isEqualTo(extra.next().body());
        }
    }

    @Test
    void theAccountsWebhookServesNumbersWithoutTheirOwn() throws InterruptedException {
        BusinessNumber second = simulator.addNumber("second-key", "4930111111", "Second");
        Business business = new Business(simulator.baseUrl(), "second-key");
        business.post("/waba_webhook", "{\"url\":\"" + receiver.url() + "\"}");

        lena.at(second).says("Hello second");

        Receiver.Arrived arrived = receiver.next();
        assertThat(arrived.value().path("metadata").path("display_phone_number").asText())
                .isEqualTo("4930111111");
        assertThat(business.get("/waba_webhook")
                        .json()
                        .path("numbers_on_this_waba")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aHangingReceiverIsTriedAgainAfterFiveSecondsByTheClock() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            simulator.number().webhook("http://127.0.0.1:" + silent.getLocalPort() + "/", Map.of());
            lena.says("1");
            simulator.clock().advance(Duration.ofSeconds(5));
            simulator.clock().advance(Duration.ofSeconds(1));

            WebhookDelivery delivery = simulator
                    .awaitDeliveries(all -> all.get(0).attempts() == 2, WAIT)
                    .get(0);
            assertThat(delivery.lastStatus()).isZero();
        }
    }

    @Test
    void theGapsBetweenAttemptsDoubleUpToAnHour() throws InterruptedException {
        receiver.answers(503);
        lena.says("1");
        receiver.next();
        for (long gap = 1; gap <= 8192; gap *= 2) {
            int attempts = waiting();
            simulator.clock().advance(Duration.ofSeconds(Math.min(gap, 3600)).minusMillis(500));
            assertThat(waiting()).as("before " + gap + " s").isEqualTo(attempts);
            simulator.clock().advance(Duration.ofMillis(500));
            receiver.next();
            assertThat(waiting()).as("after " + gap + " s").isEqualTo(attempts + 1);
        }
    }

    private int waiting() {
        return simulator
                .awaitDeliveries(all -> all.get(0).state() == DeliveryState.WAITING, WAIT)
                .get(0)
                .attempts();
    }

    @Test
    void aDeliveryCanBeMadeAgain() throws InterruptedException {
        lena.says("1");
        String body = receiver.next().body();

        assertThat(simulator.redeliver(simulator.deliveries().get(0).id())).isTrue();
        assertThat(receiver.next().body()).isEqualTo(body);
        assertThat(simulator.redeliver(4711)).isFalse();
    }

    @Test
    void afterSevenDaysADeliveryIsGivenUp() throws InterruptedException {
        receiver.answers(503);
        lena.says("1");
        receiver.next();
        simulator.awaitDeliveries(all -> all.get(0).state() == DeliveryState.WAITING, WAIT);
        simulator.clock().advance(Duration.ofDays(8));
        receiver.next();
        simulator.awaitDeliveries(all -> all.get(0).state() == DeliveryState.ABANDONED, WAIT);
        simulator.clock().advance(Duration.ofDays(1));

        assertThat(receiver.quietFor(Duration.ofMillis(100))).isTrue();
    }

    @Test
    void theOnPremiseFormHasNoEnvelope() throws InterruptedException {
        simulator.turn(Switch.ON_PREMISE_FORM, true);
        lena.says("1");

        JsonNode body = receiver.next().json();
        assertThat(body.has("entry")).isFalse();
        assertThat(body.path("messages").path(0).path("text").path("body").asText())
                .isEqualTo("1");
        assertThat(body.path("contacts").size()).isEqualTo(1);
    }
}
