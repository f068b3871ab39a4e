/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.world.Switch;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Numbers, user ids and parents' user ids that change, go to somebody else, or are hidden. */
class CustomerIdsTest {

    private static final String LENA = "491701234567";

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
        simulator.number().webhook(receiver.url(), Map.of());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private JsonNode value(String member) throws InterruptedException {
        return receiver.nextThat(arrived -> arrived.value().has(member)).value();
    }

    private JsonNode message() throws InterruptedException {
        return value("messages").path("messages").path(0);
    }

    private JsonNode status(String word) throws InterruptedException {
        return receiver.nextThat(arrived -> arrived.value()
                        .path("statuses")
                        .path(0)
                        .path("status")
                        .asText()
                        .equals(word))
                .value();
    }

    private Business.Reply textToId(String userId) throws InterruptedException {
        return business.post(
                "/messages",
                "{\"messaging_product\":\"whatsapp\",\"recipient\":\"" + userId
                        + "\",\"type\":\"text\",\"text\":{\"body\":\"Hello\"}}");
    }

    private Business.Reply act(String action) throws InterruptedException {
        return business.post("/simulator/customers/" + LENA + "/messages", action);
    }

    @Test
    void aNumberThatComesBackIsSomebodyElse() throws InterruptedException {
        lena.says("Hello");
        message();
        String before = lena.userId();
        String waits = business.text(LENA, "To Lena").id();
        status("read");

        Customer noah = lena.losesNumberTo("Noah");
        noah.says("This is my number now");

        JsonNode value = value("messages");
        assertThat(value.path("messages").path(0).path("from").asText()).isEqualTo(LENA);
        assertThat(value.path("messages").path(0).path("from_user_id").asText())
                .isEqualTo(noah.userId())
                .isNotEqualTo(before);
        assertThat(value.path("contacts").path(0).at("/profile/name").asText()).isEqualTo("Noah");
        assertThat(business.text(LENA, "To Noah").status()).isEqualTo(200);
        assertThat(noah.awaitReceived(1, Duration.ofSeconds(20)).get(0).text()).isEqualTo("To Noah");
        assertThat(lena.received()).extracting(ReceivedMessage::wamid).containsExactly(waits);
        assertThat(lena.waId()).isEmpty();
        assertThat(textToId(before).json().at("/error/code").asInt()).isEqualTo(131009);
        assertThatIllegalArgumentException().isThrownBy(() -> lena.losesNumberTo("Tom"));

        lena.changesNumberTo("491709999999");
        assertThat(message().at("/system/previous_user_id").asText()).isEqualTo(before);
        assertThat(textToId(lena.userId()).status()).isEqualTo(200);
    }

    /** The new ids were never those of the former number: together they would link it to the new one. */
    @Test
    void aStatusOfAMessageToAFormerNumberShowsTheNumberOnly() throws InterruptedException {
        lena.says("Hello");
        lena.goesOffline();
        business.text(LENA, "Wait");
        lena.changesNumberTo("491709999999");
        lena.comesOnline();

        JsonNode value = status("delivered");
        JsonNode status = value.path("statuses").path(0);

        assertThat(status.path("recipient_id").asText()).isEqualTo(LENA);
        assertThat(status.has("recipient_user_id")).isFalse();
        assertThat(value.path("contacts").path(0).path("wa_id").asText()).isEqualTo(LENA);
        assertThat(value.path("contacts").path(0).has("user_id")).isFalse();
    }

    /** Whoever was blocked, it was not the new owner. */
    @Test
    void whoTakesANumberOverIsNotBlocked() throws InterruptedException {
        lena.says("Hello");
        business.post(
                "/block_users", "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"" + LENA + "\"}]}");
        Customer noah = simulator.customer("491705555555", "Noah");
        noah.changesNumberTo(LENA);

        noah.says("Hi");

        assertThat(receiver.nextThat(arrived -> arrived.value()
                                .at("/messages/0/text/body")
                                .asText()
                                .equals("Hi"))
                        .value()
                        .at("/messages/0/from")
                        .asText())
                .isEqualTo(LENA);
        assertThat(lena.waId()).isEmpty();
    }

    @Test
    void aUserIdThatChangesAloneIsReportedAndTheOldOneIsDead() throws InterruptedException {
        lena.says("Hello");
        message();
        String before = lena.userId();

        lena.changesUserId();

        JsonNode value = value("messages");
        JsonNode notice = value.path("messages").path(0);
        assertThat(value.has("contacts")).isFalse();
        assertThat(notice.path("from").asText()).isEqualTo(LENA);
        assertThat(notice.at("/system/type").asText()).isEqualTo("user_changed_user_id");
        assertThat(notice.at("/system/user_id").asText()).isEqualTo(lena.userId());
        assertThat(notice.at("/system/previous_user_id").asText()).isEqualTo(before);
        assertThat(notice.path("system").has("wa_id")).isFalse();
        assertThat(notice.path("system").has("parent_user_id")).isFalse();
        assertThat(textToId(before).json().at("/error/code").asInt()).isEqualTo(131009);
        assertThat(textToId(lena.userId()).json().at("/contacts/0/user_id").asText())
                .isEqualTo(lena.userId());

        lena.hidesPhoneBehind("lena.k").changesUserId();
        assertThat(message().has("from")).isFalse();
    }

    @Test
    void parentsUserIdsAreEverywhereOnceTheyAreOn() throws InterruptedException {
        simulator.turn(Switch.PARENT_USER_IDS, true);
        String parent = lena.parentUserId();
        assertThat(parent).matches("DE\\.ENT\\.[0-9]{14}");
        lena.says("Hello");
        JsonNode value = value("messages");
        assertThat(value.at("/messages/0/from_parent_user_id").asText()).isEqualTo(parent);
        assertThat(value.at("/contacts/0/parent_user_id").asText()).isEqualTo(parent);

        Business.Reply sent = textToId(parent);
        assertThat(sent.json().at("/contacts/0/user_id").asText()).isEqualTo(lena.userId());
        assertThat(status("delivered")
                        .at("/statuses/0/recipient_parent_user_id")
                        .asText())
                .isEqualTo(parent);
        lena.wantsMarketing(false);
        assertThat(value("user_preferences")
                        .at("/user_preferences/0/parent_user_id")
                        .asText())
                .isEqualTo(parent);
        lena.calls(Duration.ofSeconds(3));
        assertThat(value("calls").at("/calls/0/from_parent_user_id").asText()).isEqualTo(parent);
        lena.changesNumberTo("491709999999");
        JsonNode system = message().path("system");
        assertThat(system.path("previous_parent_user_id").asText()).isEqualTo(parent);
        assertThat(system.path("parent_user_id").asText()).isEqualTo(lena.parentUserId());

        simulator.turn(Switch.PARENT_USER_IDS, false);
        assertThat(textToId(lena.parentUserId()).json().at("/error/code").asInt())
                .isEqualTo(131009);
    }

    /** What was sent to a number always shows it; the user name comes with delivered and read. */
    @Test
    void statusesShowTheNumberToWhichWasSent() throws InterruptedException {
        lena.hidesPhoneBehind("lena.k").says("Hello");

        business.text(LENA, "To the number");

        JsonNode sent = status("sent");
        assertThat(sent.at("/statuses/0/recipient_id").asText()).isEqualTo(LENA);
        assertThat(sent.at("/contacts/0/wa_id").asText()).isEqualTo(LENA);
        assertThat(sent.at("/contacts/0/profile").has("username")).isFalse();
        assertThat(status("delivered").at("/contacts/0/profile/username").asText())
                .isEqualTo("lena.k");
        textToId(lena.userId());
        JsonNode toTheId = status("sent");
        assertThat(toTheId.path("statuses").path(0).has("recipient_id")).isFalse();
        assertThat(toTheId.path("contacts").path(0).has("wa_id")).isFalse();
    }

    @Test
    void aSharedNumberIsShownUntilTheContactBookForgetsIt() throws InterruptedException {
        lena.hidesPhoneBehind("lena.k").says("Hello");
        String question = business.post("/messages", """
                {"messaging_product":"whatsapp","to":"491701234567","type":"interactive","interactive":{"type":"request_contact_info","body":{"text":"Please"},"action":{"name":"request_contact_info"}}}""").id();
        lena.sharesPhone(question);
        lena.says("As you know");
        receiver.nextThat(
                arrived -> arrived.value().at("/messages/0/type").asText().equals("contacts"));
        assertThat(message().path("from").asText()).isEqualTo(LENA);

        String path = "/contact_book?messaging_product=whatsapp&bsuid=" + lena.userId();
        assertThat(business.delete(path).json().path("deleted").asBoolean()).isTrue();
        assertThat(business.delete(path).json().path("deleted").asBoolean(true)).isFalse();
        lena.calls(Duration.ofSeconds(3));

        JsonNode call = value("calls").path("calls").path(0);
        assertThat(call.has("from")).isFalse();
        assertThat(call.path("from_user_id").asText()).isEqualTo(lena.userId());
        lena.showsPhone().says("Back");
        assertThat(message().path("from").asText()).isEqualTo(LENA);
    }

    @Test
    void theControlApiAndScenariosDoItToo() throws InterruptedException {
        String newOwner = act("{\"type\":\"loseNumber\",\"name\":\"Noah\"}")
                .json()
                .path("id")
                .asText();
        assertThat(act("{\"type\":\"changeUserId\"}").status()).isEqualTo(200);
        Customer noah = simulator.customer(LENA, "");
        String path = "/simulator/customers/" + newOwner;
        assertThat(business.method("PATCH", path, "{\"userId\":\"DE.4711\",\"parentUserId\":\"DE.ENT.1\"}")
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(newOwner);
        assertThat(noah.userId()).isEqualTo("DE.4711");
        assertThat(noah.parentUserId()).isEqualTo("DE.ENT.1");
        String taken = "{\"userId\":\"" + lena.userId() + "\",\"name\":\"Other\"}";
        assertThat(business.method("PATCH", path, taken).status()).isEqualTo(400);
        assertThat(business.method("PATCH", path, "{\"userId\":\"4711\"}").body())
                .contains("such as DE.4711");
        assertThat(act("{\"type\":\"changeNumber\",\"waId\":\"soon\"}").body()).contains("waId must be a phone number");
        assertThat(act("{\"type\":\"changeNumber\",\"waId\":\"" + LENA + "\"}").status())
                .isEqualTo(400);

        String saved = simulator.save();
        try (Whatsapp360Simulator other = Whatsapp360Simulator.start()) {
            other.restore(saved);
            assertThat(other.customer(LENA, "").userId()).isEqualTo("DE.4711");
            other.restore("""
                    customers:
                      - {waId: "491701234567", name: Lena, userId: DE.1, parentUserId: DE.ENT.1}
                    conversations:
                      - customer: DE.1
                        then: [{type: loseNumber, name: Noah}]
                    """);
            other.advance(Duration.ofSeconds(1));
            assertThat(other.customer(LENA, "").userId()).isNotEqualTo("DE.1");
        }
    }
}
