/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InboundTest {

    private static final String LENA = "491701234567";
    private static final byte[] FILE = "content".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder()
            .statusDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO)
            .build();

    private final Receiver receiver = new Receiver();
    private Business business;
    private Customer lena;

    @BeforeEach
    void register() {
        business = new Business(simulator);
        simulator.number().webhook(receiver.url(), Map.of());
        lena = simulator.customer(LENA, "Lena");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private JsonNode message() throws InterruptedException {
        return receiver.nextThat(arrived -> arrived.value().has("messages"))
                .value()
                .path("messages")
                .path(0);
    }

    @Test
    void filesComeWithIdTypeHashAndUrl() throws InterruptedException {
        lena.sendsImage(FILE, "image/jpeg", "Rechnung");
        JsonNode image = message().path("image");
        assertThat(image.path("caption").asText()).isEqualTo("Rechnung");
        assertThat(image.path("mime_type").asText()).isEqualTo("image/jpeg");
        assertThat(image.path("sha256").asText()).endsWith("=");
        assertThat(image.path("url").asText())
                .startsWith("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=");

        lena.sendsDocument(FILE, "application/pdf", "a.pdf", "");
        assertThat(message().path("document").path("filename").asText()).isEqualTo("a.pdf");
        lena.sendsVoice(FILE);
        JsonNode voice = message();
        assertThat(voice.path("type").asText()).isEqualTo("audio");
        assertThat(voice.path("audio").path("voice").asBoolean()).isTrue();
        lena.sends("sticker", FILE, "image/webp", "", "");
        assertThat(message().path("sticker").path("animated").isBoolean()).isTrue();
        lena.sends("video", FILE, "video/mp4", "", "Film");
        assertThat(message().path("video").path("caption").asText()).isEqualTo("Film");
    }

    @Test
    void aTappedButtonAndAPickedRowQuoteTheMessage() throws InterruptedException {
        lena.says("Hello");
        String question = business.post("/messages", """
                        {"messaging_product":"whatsapp","to":"491701234567","type":"interactive",\
                        "interactive":{"type":"button",
                         "body":{"text":"Sure?"},"action":{"buttons":[{"type":"reply","reply":{"id":"y",\
                        "title":"Yes"}}]}}}""").id();
        String list = business.post("/messages", """
                        {"messaging_product":"whatsapp","to":"491701234567","type":"interactive",\
                        "interactive":{"type":"list",
                         "body":{"text":"When?"},"action":{"button":"Times","sections":[{"rows":[{"id":"s2",\
                        "title":"11:00","description":"Dr. Weiß"}]}]}}}""").id();

        message();
        lena.taps(question, "Yes");
        JsonNode tapped = message();
        assertThat(tapped.path("context").path("id").asText()).isEqualTo(question);
        assertThat(tapped.path("interactive").path("button_reply").path("id").asText())
                .isEqualTo("y");
        lena.picks(list, "s2");
        JsonNode picked = message().path("interactive").path("list_reply");
        assertThat(picked.path("title").asText()).isEqualTo("11:00");
        assertThat(picked.path("description").asText()).isEqualTo("Dr. Weiß");
        assertThatThrownBy(() -> lena.taps(question, "Maybe")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTemplatesQuickReplyArrivesAsButton() throws InterruptedException {
        String parameters = "{\"type\":\"text\",\"text\":\"Lena\"},{\"type\":\"text\",\"text\":\"A-1\"}";
        String template =
                business.template(LENA, "order_update", "de", parameters).id();

        lena.taps(template, "Danke");

        JsonNode button = message();
        assertThat(button.path("type").asText()).isEqualTo("button");
        assertThat(button.path("button").path("payload").asText()).isEqualTo("Danke");
    }

    @Test
    void aFlowsAnswerIsJsonInAString() throws InterruptedException {
        lena.says("Hello");
        String flow = business.post("/messages", """
                        {"messaging_product":"whatsapp","to":"491701234567","type":"interactive",\
                        "interactive":{"type":"flow",
                         "body":{"text":"Size?"},"action":{"name":"flow","parameters":{"flow_message_version":"3",\
                        "flow_id":"1","flow_cta":"Open","flow_token":"t1"}}}}""").id();
        message();
        lena.completesFlow(flow, "{\"size\":\"L\"}");

        assertThat(message()
                        .path("interactive")
                        .path("nfm_reply")
                        .path("response_json")
                        .asText())
                .isEqualTo("{\"flow_token\":\"t1\",\"size\":\"L\"}");
    }

    @Test
    void reactionsPlacesContactsOrdersAndTheUnsupportedArrive() throws InterruptedException {
        String hello = lena.says("Hello");
        message();
        lena.reactsTo(hello, "👍");
        assertThat(message().path("reaction").path("emoji").asText()).isEqualTo("👍");
        lena.reactsTo(hello, "");
        assertThat(message().path("reaction").has("emoji")).isFalse();
        lena.sendsLocation(52.5, 13.4, "Berlin");
        assertThat(message().path("location").path("latitude").isNumber()).isTrue();
        lena.sendsContact("Ann Lee", "+491709999999");
        assertThat(message()
                        .path("contacts")
                        .path(0)
                        .path("name")
                        .path("formatted_name")
                        .asText())
                .isEqualTo("Ann Lee");
        lena.orders("sku-1", 2, 7.99, "EUR");
        assertThat(message()
                        .path("order")
                        .path("product_items")
                        .path(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(2);
        lena.sendsUnsupported("poll_creation");
        JsonNode unsupported = message();
        assertThat(unsupported.path("errors").path(0).path("code").asInt()).isEqualTo(131051);
        assertThat(unsupported.path("unsupported").path("type").asText()).isEqualTo("poll_creation");
        lena.sendsRaw("{\"type\":\"hologram\",\"hologram\":{\"x\":1}}");
        assertThat(message().path("hologram").path("x").asInt()).isEqualTo(1);
        lena.replies(hello, "quoted");
        assertThat(message().path("context").path("id").asText()).isEqualTo(hello);
    }

    @Test
    void aNewNumberIsReportedFromTheOldOne() throws InterruptedException {
        lena.changesNumberTo("491709999999");

        Receiver.Arrived arrived = receiver.next();
        assertThat(arrived.value().has("contacts")).isFalse();
        JsonNode system = arrived.value().path("messages").path(0);
        assertThat(system.path("from").asText()).isEqualTo(LENA);
        assertThat(system.path("system").path("wa_id").asText()).isEqualTo("491709999999");
        assertThat(lena.waId()).isEqualTo("491709999999");
        lena.says("Here I am");
        assertThat(message().path("from").asText()).isEqualTo("491709999999");
    }

    @Test
    void whoHidesThePhoneIsKnownAndAnsweredByUserId() throws InterruptedException {
        lena.hidesPhoneBehind("@lena").says("Guess who");
        JsonNode value = receiver.next().value();
        assertThat(value.path("messages").path(0).has("from")).isFalse();
        assertThat(value.path("contacts").path(0).has("wa_id")).isFalse();
        String userId = value.path("messages").path(0).path("from_user_id").asText();
        assertThat(userId).isEqualTo(lena.userId());

        Business.Reply reply = business.post(
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"recipient\":\"" + userId
                        + "\",\"type\":\"text\",\"text\":{\"body\":\"Lena?\"}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(receiver.status("delivered").has("recipient_id")).isFalse();
        assertThat(lena.received()).hasSize(1);
    }

    @Test
    void aGroupsMembersReportOneStatusEach() throws InterruptedException {
        lena.saysInGroup("Y2FwaV9ncm91cDox", "Team", "Hello all");
        simulator.customer("491705555555", "Tom").saysInGroup("Y2FwaV9ncm91cDox", "Team", "Hi");
        assertThat(message().path("group_id").asText()).isEqualTo("Y2FwaV9ncm91cDox");

        business.post("/messages", """
                {"messaging_product":"whatsapp","recipient_type":"group","to":"Y2FwaV9ncm91cDox","type":"text",\
                "text":{"body":"Hi team"}}""");

        JsonNode first = receiver.status("delivered");
        JsonNode second = receiver.status("delivered");
        assertThat(first.path("recipient_type").asText()).isEqualTo("group");
        assertThat(first.path("recipient_participant_id").asText())
                .isNotEqualTo(second.path("recipient_participant_id").asText());
    }

    @Test
    void aCallOpensTheWindow() throws InterruptedException {
        lena.calls(Duration.ofSeconds(3));

        assertThat(receiver.next().value().path("calls").path(0).path("event").asText())
                .isEqualTo("connect");
        simulator.clock().advance(Duration.ofSeconds(3));
        assertThat(receiver.next().value().path("calls").path(0).path("event").asText())
                .isEqualTo("terminate");
        assertThat(lena.windowUntil()).isAfter(simulator.clock().instant());
    }
}
