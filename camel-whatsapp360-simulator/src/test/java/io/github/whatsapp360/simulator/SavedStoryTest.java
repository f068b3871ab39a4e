/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Switch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened: a state that was saved, restored and saved is the same, answers the same, and goes on the same. */
class SavedStoryTest {

    private static final int ACTIONS = 150;
    private static final List<String> ANSWERS = List.of(
            "/flows?fields=id,name,status,categories,endpoint_uri",
            "/groups",
            "/username",
            "/conversational_automation",
            "/whatsapp_commerce_settings",
            "/message_qrdls",
            "/whatsapp_business_encryption",
            "/block_users",
            "/whatsapp_business_profile",
            "/v1/configs/webhook",
            "/waba_webhook",
            "/multi_webhook",
            "/message_templates?limit=100");
    private static final String SCENARIO = """
            conversations:
              - {customer: "491700000001", when: {contains: again}, times: 0, then: [{after: PT30S, text: Once more}]}
              - {customer: "491700000002", then: [{after: PT2H, text: Much later}, {after: PT1H, type: changeUserId}]}
            customers:
              - {waId: "491700000001", name: One, userId: DE.1}
              - {waId: "491700000002", name: Two, userId: DE.2}
            """;

    private Random random;
    private Whatsapp360Simulator simulator;
    private Business business;
    private final List<Customer> customers = new ArrayList<>();

    private static Whatsapp360Simulator at(Instant now) {
        return Whatsapp360Simulator.builder()
                .clock(new SimulatorClock(Clock.fixed(now, ZoneOffset.UTC)))
                .start();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLost(long seed) throws Exception {
        random = new Random(seed);
        try (Whatsapp360Simulator one = at(Instant.parse("2026-12-01T10:00:00Z"))) {
            simulator = one;
            business = new Business(one);
            one.restore(SCENARIO);
            customers.add(one.customer("491700000001", ""));
            customers.add(one.customer("491700000002", ""));
            tell(seed);
            String saved = one.save();
            try (Whatsapp360Simulator other = at(one.clock().instant())) {
                other.restore(saved);

                assertThat(Json.object(other.save())).as("saved").isEqualTo(Json.object(saved));
                assertThat(answers(other)).as("answers").isEqualTo(answers(one));
                one.advance(Duration.ofHours(4));
                other.advance(Duration.ofHours(4));
                assertThat(outcome(other)).as("four hours later").isEqualTo(outcome(one));
            }
        }
    }

    private Customer anybody() {
        return customers.get(random.nextInt(customers.size()));
    }

    private void tell(long seed) throws Exception {
        List<Callable<?>> actions = actions();
        for (int i = 0; i < ACTIONS; i++) {
            int next = random.nextInt(actions.size());
            try {
                Object unused = actions.get(next).call();
            } catch (IllegalArgumentException refused) {
                // A group that is not there yet, or a number that is lost already: part of a random story.
                assertThat(refused).as("seed " + seed).hasMessageNotContaining("null");
            }
        }
    }

    private List<Callable<?>> actions() {
        return List.of(
                () -> anybody().says("Hello " + random.nextInt(9)),
                () -> anybody().sendsImage(bytes(), "image/png", "Look"),
                () -> anybody().hidesPhoneBehind("name" + random.nextInt(99)),
                () -> anybody().showsPhone(),
                () -> anybody().changesUsernameTo("other" + random.nextInt(99)),
                () -> anybody().changesUserId(),
                () -> anybody().changesNumberTo("49171" + (1_000_000 + random.nextInt(9_000_000))),
                () -> customers.add(anybody().losesNumberTo("Heir")),
                () -> customers.add(simulator.customer("49172" + (1_000_000 + random.nextInt(9_000_000)), "New")),
                () -> anybody().goesOffline(),
                () -> anybody().comesOnline(),
                () -> anybody().wantsMarketing(random.nextBoolean()),
                () -> anybody().permitsCalls("x", random.nextBoolean()),
                () -> anybody().reactsTo(anybody().says("React"), "👍"),
                () -> anybody().saysInGroup("group" + random.nextInt(3), "Team", "Hi all"),
                () -> business.post("/groups/group1", "{\"join_approval_mode\":\"approval_required\"}"),
                () -> business.post("/groups/group1", "{\"description\":\"All of us\"}"),
                () -> anybody().joinsGroup("group" + random.nextInt(3)),
                () -> business.text(anybody().waId(), "again and " + random.nextInt(9)),
                () -> business.template(anybody().waId(), "order_update", "en_US", TWO),
                () -> business.post("/messages", idOnly(anybody().userId())),
                () -> business.delete("/contact_book?messaging_product=whatsapp&bsuid="
                        + anybody().userId()),
                () -> business.post("/block_users", block(anybody().waId())),
                () -> business.post(
                        "/flows", "{\"name\":\"flow" + random.nextInt(99) + "\",\"categories\":[\"OTHER\"]}"),
                () -> business.post("/username", "{\"messaging_product\":\"whatsapp\",\"username\":\"shop.one\"}"),
                () -> business.post("/conversational_automation", "{\"enable_welcome_message\":true}"),
                () -> business.post("/whatsapp_commerce_settings?is_cart_enabled=false", "{}"),
                () -> business.post("/message_qrdls", "{\"prefilled_message\":\"Hi\",\"generate_qr_image\":\"SVG\"}"),
                () -> business.post("/message_templates", template()),
                () -> business.post(
                        "/v1/configs/webhook", "{\"url\":\"http://127.0.0.1:9/\",\"headers\":{\"a\":\"b\"}}"),
                () -> simulator.turn(Switch.PARENT_USER_IDS, random.nextBoolean()),
                () -> simulator.batches(1 + random.nextInt(5)),
                () -> simulator.fault(Fault.failLater(131049).times(1 + random.nextInt(3))),
                () -> {
                    simulator.number().channel().flowKey("-----BEGIN PUBLIC KEY-----" + random.nextInt());
                    return "";
                },
                () -> {
                    simulator.advance(Duration.ofMillis(random.nextInt(400)));
                    return "";
                },
                () -> {
                    simulator.advance(Duration.ofMinutes(random.nextInt(30)));
                    return "";
                });
    }

    private static final String TWO = "{\"type\":\"text\",\"text\":\"Lena\"},{\"type\":\"text\",\"text\":\"A-1\"}";

    private byte[] bytes() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String idOnly(String userId) {
        return "{\"messaging_product\":\"whatsapp\",\"recipient\":\"" + userId
                + "\",\"type\":\"text\",\"text\":{\"body\":\"again by id\"}}";
    }

    private static String block(String waId) {
        return "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"" + waId + "\"}]}";
    }

    private String template() {
        return "{\"name\":\"offer_" + random.nextInt(99)
                + "\",\"language\":\"en\",\"category\":\"MARKETING\",\"components\":[{\"type\":\"BODY\",\"text\":\"Sale\"}]}";
    }

    /** What the API answers; its ids and instants are restored too. */
    private static Map<String, JsonNode> answers(Whatsapp360Simulator simulator) throws InterruptedException {
        Business business = new Business(simulator);
        Map<String, JsonNode> answers = new TreeMap<>();
        for (String path : ANSWERS) {
            answers.put(path, business.get(path).json());
        }
        for (JsonNode group : answers.get("/groups").at("/data/groups")) {
            String path = "/groups/" + group.path("id").asText();
            answers.put(path, business.get(path).json());
            answers.put(
                    path + "/join_requests",
                    business.get(path + "/join_requests").json());
        }
        return answers;
    }

    /** Who there is and what was written; not the ids that were made meanwhile, which differ. */
    private static List<String> outcome(Whatsapp360Simulator simulator) throws InterruptedException {
        JsonNode state =
                new Business(simulator.baseUrl(), "").get("/simulator/state").json();
        List<String> outcome = new ArrayList<>();
        for (JsonNode customer : state.path("customers")) {
            ObjectNode who = ((ObjectNode) customer).without(List.of("userId"));
            outcome.add(who.toString());
        }
        for (JsonNode message : state.path("messages")) {
            outcome.add(message.path("customer").asText() + " "
                    + message.path("type").asText() + " "
                    + message.path("text").asText() + " "
                    + message.path("status").asText() + " "
                    + message.path("at").asLong());
        }
        ArrayNode templates =
                (ArrayNode) new Business(simulator).get("/simulator/templates").json();
        templates.forEach(each -> outcome.add(
                each.path("name").asText() + " " + each.path("status").asText()));
        outcome.sort(null);
        return outcome;
    }
}
