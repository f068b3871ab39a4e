/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What customers do less often, and calls. */
class RareInboundTest {

    private static final String LENA = "491701234567";
    private static final String OFFER = """
            {"messaging_product":"whatsapp","to":"491701234567","action":"connect","session":{"sdp_type":"offer",\
            "sdp":"v=0"}}""";

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
        lena = simulator.customer(LENA, "Lena");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private void listen() {
        simulator.number().webhook(receiver.url(), Map.of());
    }

    private JsonNode message() throws InterruptedException {
        return receiver.nextThat(arrived -> arrived.value().has("messages"))
                .value()
                .path("messages")
                .path(0);
    }

    private JsonNode call(String member) throws InterruptedException {
        return receiver.nextThat(arrived -> arrived.json().toString().contains("\"field\":\"calls\"")
                        && arrived.value().has(member))
                .value()
                .path(member)
                .path(0);
    }

    private String ask(String type, String action) throws InterruptedException {
        return business.post(
                        "/messages",
                        "{\"messaging_product\":\"whatsapp\",\"to\":\"" + LENA
                                + "\",\"type\":\"interactive\",\"interactive\":{\"type\":\"" + type
                                + "\",\"body\":{\"text\":\"Please\"},\"action\":{\"name\":\"" + type + "\"" + action
                                + "}}}")
                .id();
    }

    @Test
    void textsAreEditedDeletedForwardedAndComeFromAdsAndProducts() throws InterruptedException {
        listen();
        String hello = lena.says("Helo");
        message();
        lena.edits(hello, "Hello");
        JsonNode edit = message().path("edit");
        assertThat(edit.path("original_message_id").asText()).isEqualTo(hello);
        assertThat(edit.path("message").path("text").path("body").asText()).isEqualTo("Hello");
        lena.deletes(hello);
        assertThat(message().path("revoke").path("original_message_id").asText())
                .isEqualTo(hello);
        lena.forwards("Seen this?", false);
        assertThat(message().path("context").path("forwarded").asBoolean()).isTrue();
        lena.forwards("Seen this?", true);
        assertThat(message().path("context").path("frequently_forwarded").asBoolean())
                .isTrue();
        lena.comesFromAd("Hi", "Summer sale", "https://shop.example.com/");
        assertThat(message().path("referral").path("source_type").asText()).isEqualTo("ad");
        lena.asksAbout("sku-1", "Is it blue?");
        assertThat(message()
                        .path("context")
                        .path("referred_product")
                        .path("product_retailer_id")
                        .asText())
                .isEqualTo("sku-1");
        lena.opensChat();
        assertThat(message().path("type").asText()).isEqualTo("request_welcome");
    }

    @Test
    void requestsForNumberAndAddressAreAnswered() throws InterruptedException {
        lena.says("Hello");
        String number = ask("request_contact_info", "");
        String address = ask("address_message", ",\"parameters\":{\"country\":\"IN\"}");
        listen();

        lena.sharesPhone(number);
        JsonNode card = message();
        assertThat(card.path("context").path("id").asText()).isEqualTo(number);
        assertThat(card.path("contacts").path(0).path("origin").asText()).isEqualTo("contact_request");
        lena.completesFlow(address, "{\"city\":\"Mumbai\"}");
        JsonNode reply = message().path("interactive").path("nfm_reply");
        assertThat(reply.path("name").asText()).isEqualTo("address_message");
        assertThat(reply.path("response_json").asText()).isEqualTo("{\"values\":{\"city\":\"Mumbai\"}}");
    }

    @Test
    void whoStopsMarketingGetsNone() throws InterruptedException {
        simulator.addTemplate("""
                {"name":"sale","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Sale"}]}""");
        listen();
        lena.wantsMarketing(false);
        JsonNode stop = receiver.nextThat(arrived -> arrived.value().has("user_preferences"))
                .value()
                .path("user_preferences")
                .path(0);
        assertThat(stop.path("value").asText()).isEqualTo("stop");
        business.template(LENA, "sale", "en", "");
        assertThat(receiver.status("failed").path("errors").path(0).path("code").asInt())
                .isEqualTo(131050);
        lena.wantsMarketing(true);
        business.template(LENA, "sale", "en", "");
        receiver.status("delivered");
    }

    @Test
    void whoPermitsCallsCanBeCalled() throws InterruptedException {
        lena.says("Hello");
        String question = ask("call_permission_request", "");
        listen();
        lena.permitsCalls(question, true);
        assertThat(message()
                        .path("interactive")
                        .path("call_permission_reply")
                        .path("response")
                        .asText())
                .isEqualTo("accept");
        assertThat(business.get("/call_permissions?user_wa_id=" + LENA)
                        .json()
                        .path("permission")
                        .path("status")
                        .asText())
                .isEqualTo("temporary");

        String id = business.post("/calls", OFFER)
                .json()
                .path("calls")
                .path(0)
                .path("id")
                .asText();
        assertThat(call("statuses").path("status").asText()).isEqualTo("RINGING");
        assertThat(call("statuses").path("status").asText()).isEqualTo("ACCEPTED");
        simulator.clock().advance(Duration.ofSeconds(42));
        business.post(
                "/calls", "{\"messaging_product\":\"whatsapp\",\"action\":\"terminate\",\"call_id\":\"" + id + "\"}");
        JsonNode end = receiver.nextThat(
                        arrived -> arrived.value().path("calls").path(0).has("duration"))
                .value()
                .path("calls")
                .path(0);
        assertThat(end.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(end.path("duration").asInt()).isBetween(42, 50);
        simulator.clock().advance(Duration.ofDays(7));
        assertThat(business.post("/calls", OFFER)
                        .json()
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(138006);
    }

    @Test
    void aGroupThatIsMadeIsReportedAndCanBeWrittenTo() throws InterruptedException {
        listen();
        String request = business.post("/groups", "{\"messaging_product\":\"whatsapp\",\"subject\":\"Team\"}")
                .json()
                .path("request_id")
                .asText();

        JsonNode made = receiver.nextThat(arrived -> arrived.value().has("groups"))
                .value()
                .path("groups")
                .path(0);
        assertThat(made.path("type").asText()).isEqualTo("group_create");
        assertThat(made.path("request_id").asText()).isEqualTo(request);
        String group = made.path("group_id").asText();
        lena.saysInGroup(group, "Team", "Hello");
        assertThat(business.post(
                                "/messages",
                                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"group\",\"to\":\"" + group
                                        + "\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoAsksToJoinAGroupIsReportedAndLetIn() throws InterruptedException {
        listen();
        business.post(
                "/groups",
                "{\"messaging_product\":\"whatsapp\",\"subject\":\"Tea\","
                        + "\"join_approval_mode\":\"approval_required\"}");
        String group = groupEvent("group_create").path("group_id").asText();
        lena.hidesPhoneBehind("lena.k");

        String request = lena.joinsGroup(group);

        JsonNode asked = groupEvent("group_join_request_created");
        assertThat(asked.path("join_request_id").asText()).isEqualTo(request);
        assertThat(asked.path("user_id").asText()).isEqualTo(lena.userId());
        assertThat(asked.has("wa_id")).isFalse();
        lena.revokesJoinRequest(group);
        assertThat(groupEvent("group_join_request_revoked")
                        .path("join_request_id")
                        .asText())
                .isEqualTo(request);

        String again = lena.joinsGroup(group);
        String ids = "{\"messaging_product\":\"whatsapp\",\"join_requests\":[\"" + again + "\",\"4711\"]}";
        JsonNode answer =
                business.post("/groups/" + group + "/join_requests", ids).json();
        assertThat(answer.path("approved_join_requests").path(0).asText()).isEqualTo(again);
        assertThat(answer.path("failed_join_requests").findValuesAsText("code")).containsExactly("131213");
        assertThat(groupEvent("group_participants_add").findValuesAsText("user_id"))
                .containsExactly(lena.userId());
    }

    private JsonNode groupEvent(String type) throws InterruptedException {
        return receiver.nextThat(arrived -> type.equals(
                        arrived.value().path("groups").path(0).path("type").asText()))
                .value()
                .path("groups")
                .path(0);
    }
}
