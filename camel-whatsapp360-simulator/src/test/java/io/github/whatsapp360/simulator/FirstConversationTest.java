/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstConversationTest {

    private static final String LENA = "491701234567";

    private final Whatsapp360Simulator simulator = Whatsapp360Simulator.start();
    private final Business business = new Business(simulator);
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void register() throws InterruptedException {
        business.register(receiver.url(), "{\"X-Secret\":\"s3cret\"}");
    }

    @AfterEach
    void close() {
        receiver.close();
        simulator.close();
    }

    @Test
    void withoutAKnownKeyNothingIsAnsweredBut401() throws InterruptedException {
        Business.Reply reply = new Business(simulator.baseUrl(), "wrong").text(LENA, "Hello");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).isEqualTo("{\"error\":\"Invalid API key\"}");
    }

    @Test
    void aCustomersTextArrivesAtTheWebhookWithTheRegisteredHeaders() throws InterruptedException {
        String wamid = simulator.customer(LENA, "Lena K.").says("Grüße / 👋");

        Receiver.Arrived arrived = receiver.next();
        assertThat(arrived.headers()).containsEntry("X-secret", List.of("s3cret"));
        assertThat(arrived.body()).contains("Gr\\u00fc\\u00dfe \\/ \\ud83d\\udc4b");
        JsonNode value = arrived.value();
        assertThat(value.path("metadata").path("display_phone_number").asText()).isEqualTo("4989123456");
        assertThat(value.path("contacts").path(0).path("profile").path("name").asText())
                .isEqualTo("Lena K.");
        JsonNode message = value.path("messages").path(0);
        assertThat(message.path("id").asText()).isEqualTo(wamid).startsWith("wamid.");
        assertThat(message.path("from").asText()).isEqualTo(LENA);
        assertThat(message.path("text").path("body").asText()).isEqualTo("Grüße / 👋");
        assertThat(message.path("timestamp").isTextual()).isTrue();
    }

    @Test
    void anAnswerWithinTheWindowIsSentDeliveredAndRead() throws InterruptedException {
        Customer lena = simulator.customer(LENA, "Lena");
        lena.says("Hello");
        receiver.next();

        Business.Reply reply = business.text("+49 170 1234567", "Hello Lena");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("contacts").path(0).path("wa_id").asText()).isEqualTo(LENA);
        assertThat(receiver.next(3))
                .extracting(arrived ->
                        arrived.value().path("statuses").path(0).path("status").asText())
                .containsExactly("sent", "delivered", "read");
        List<ReceivedMessage> received = lena.awaitReceived(1, Duration.ofSeconds(5));
        assertThat(received).extracting(ReceivedMessage::text).containsExactly("Hello Lena");
        assertThat(received.get(0).wamid()).isEqualTo(reply.id());
    }

    @Test
    void aTextOutsideTheWindowIsAcceptedAndThenFails() throws InterruptedException {
        Customer lena = simulator.customer(LENA, "Lena");
        lena.says("Hello");
        simulator.clock().advance(Duration.ofHours(25));

        Business.Reply reply = business.text(LENA, "Too late");

        assertThat(reply.status()).isEqualTo(200);
        JsonNode failed = receiver.status("failed");
        assertThat(failed.path("id").asText()).isEqualTo(reply.id());
        assertThat(failed.path("errors").path(0).path("code").asInt()).isEqualTo(131047);
        assertThat(lena.received()).isEmpty();
    }

    @Test
    void whoWaitsInVainIsToldWhatHappenedInstead() throws InterruptedException {
        Customer lena = simulator.customer(LENA, "Lena");
        assertThatThrownBy(() -> lena.awaitReceived(1, Duration.ZERO))
                .hasMessageStartingWith(
                        "Expected 1 messages within PT0S, Actual 0; nothing else was sent to this customer");

        business.text(LENA, "Hello");
        business.template(LENA, "order_update", "de", "");

        assertThatThrownBy(() -> lena.awaitReceived(1, Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 was refused with 131047: let the customer write first")
                .hasMessageContaining("1 was answered HTTP 400 ")
                .hasMessageContaining("132000");
    }

    @Test
    void whoWaitsForAnAnswerAndHasNoWebhookIsToldThat() {
        try (Whatsapp360Simulator alone = Whatsapp360Simulator.start()) {
            assertThatThrownBy(() -> alone.customer(LENA, "Lena").awaitReceived(1, Duration.ZERO))
                    .hasMessageContaining("no webhook is registered");
        }
    }

    @Test
    void aTemplateIsFilledInAndNeedsNoWindow() throws InterruptedException {
        String parameters = "{\"type\":\"text\",\"text\":\"Lena\"},{\"type\":\"text\",\"text\":\"A-1\"}";

        assertThat(business.template(LENA, "order_update", "de", parameters).status())
                .isEqualTo(200);

        assertThat(simulator.customer(LENA, "").awaitReceived(1, Duration.ofSeconds(5)))
                .extracting(ReceivedMessage::text)
                .containsExactly("Hallo Lena, deine Bestellung A-1 ist unterwegs.");
        receiver.status("read");
    }

    @Test
    void aTemplateWithTheWrongNumberOfParametersIsRefused() throws InterruptedException {
        JsonNode error =
                business.template(LENA, "order_update", "de", "").json().path("error");

        assertThat(error.path("code").asInt()).isEqualTo(132000);
        assertThat(error.path("error_data").path("details").asText()).contains("(0)", "(2)");
    }

    @Test
    void aMessageIsMarkedAsReadOnlyWhenItExists() throws InterruptedException {
        String wamid = simulator.customer(LENA, "Lena").says("Hello");
        String read = "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"%s\"}";

        assertThat(business.post("/messages", read.formatted(wamid)).body()).isEqualTo("{\"success\":true}");
        assertThat(business.post("/messages", read.formatted("wamid.none"))
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(131009);
    }

    @Test
    void whatIsNotAnswered200IsDeliveredAgainByTheClock() throws InterruptedException {
        receiver.answers(503);
        simulator.customer(LENA, "Lena").says("Hello");
        String first = receiver.next().body();
        receiver.answers(200);
        simulator.clock().advance(Duration.ofSeconds(1));

        assertThat(receiver.next().body()).isEqualTo(first);
        simulator.clock().advance(Duration.ofHours(1));
        assertThat(receiver.quietFor(Duration.ofMillis(200))).isTrue();
    }

    @Test
    void theRegistrationCanBeReadBackAndIsClearedByANewKey() throws InterruptedException {
        assertThat(business.get("/v1/configs/webhook")
                        .json()
                        .path("headers")
                        .path("X-Secret")
                        .asText())
                .isEqualTo("s3cret");

        simulator.number().rotateKey("second-key");

        assertThat(business.get("/v1/configs/webhook").status()).isEqualTo(401);
        assertThat(new Business(simulator.baseUrl(), "second-key")
                        .get("/v1/configs/webhook")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void everyRequestIsKept() throws InterruptedException {
        business.text(LENA, "Hello");

        assertThat(simulator.requests()).anySatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/messages");
            assertThat(request.headers()).containsEntry("d360-api-key", "simulator-key");
            assertThat(request.body()).contains("\"Hello\"");
        });
        simulator.reset();
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void thePageIsServed() throws InterruptedException {
        assertThat(business.get("/").body()).contains("<!doctype html>");
    }

    @Test
    void aClockOfAnotherKindIsFollowedButCannotBeMoved() {
        try (Whatsapp360Simulator other =
                Whatsapp360Simulator.builder().clock(Clock.systemUTC()).start()) {
            assertThatThrownBy(other::clock).isInstanceOf(IllegalStateException.class);
        }
    }
}
