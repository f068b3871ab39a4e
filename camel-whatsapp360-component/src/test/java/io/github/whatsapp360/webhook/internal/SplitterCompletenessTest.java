/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.UnknownEvent;
import io.github.whatsapp360.event.content.InboundContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of a delivery is in one of its events. */
class SplitterCompletenessTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void everyMemberOfAChangeIsInAnEvent(String fixture) throws Exception {
        assertThat(storedValues(InboundFixtures.body(fixture)))
                .containsAll(values(MAPPER.readTree(InboundFixtures.body(fixture))));
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void treeMapAndBytesHoldEveryMemberThatCame(String fixture) throws Exception {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            JsonNode raw = MAPPER.readTree(event.raw().bytes());
            JsonNode element = raw.isObject() ? raw : MAPPER.createObjectNode().set("element", raw);

            assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(InboundFixtures.READER.map(event))))
                    .isEqualTo(element);
            assertThat(MAPPER.readTree(InboundFixtures.READER.tree(event).toString()))
                    .isEqualTo(raw);
        }
    }

    /** Unknown members of every kind and in every place, between known ones. */
    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void noMemberThatIsAddedIsLostAndNoneCostsAnother(String fixture) throws Exception {
        List<EventElement> before = InboundFixtures.elements(fixture);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            JsonNode delivery = MAPPER.readTree(InboundFixtures.body(fixture));
            List<String> added = new ArrayList<>();
            for (ObjectNode value : values(delivery, "value")) {
                add(value, random, added);
            }
            for (ObjectNode change : changes(delivery)) {
                add(change, random, added);
            }
            byte[] body = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(delivery);

            List<EventElement> events = InboundFixtures.elements(body);

            assertThat(storedValues(body)).containsAll(added);
            assertThat(names(events)).containsAll(names(before));
            assertThat(events.size() - before.size()).isBetween(0, added.size());
        }
    }

    private static void add(ObjectNode object, Random random, List<String> added) {
        for (int i = random.nextInt(3); i > 0; i--) {
            String secret = "added-" + added.size();
            added.add(secret);
            String name = "great_new_" + added.size();
            switch (random.nextInt(4)) {
                case 0 -> object.put(name, secret);
                case 1 -> object.putObject(name).put("id", secret);
                case 2 -> object.putArray(name).addObject().put("type", secret);
                default -> object.putArray(name).addArray().add(secret);
            }
        }
    }

    private static List<String> names(List<EventElement> events) {
        return events.stream().map(each -> each.family() + ";" + each.name()).toList();
    }

    private static List<ObjectNode> changes(JsonNode delivery) {
        List<ObjectNode> changes = new ArrayList<>();
        delivery.path("entry").forEach(entry -> entry.path("changes").forEach(change -> {
            if (change instanceof ObjectNode object) {
                changes.add(object);
            }
        }));
        return changes;
    }

    private static List<ObjectNode> values(JsonNode delivery, String member) {
        List<ObjectNode> values = new ArrayList<>();
        for (ObjectNode change : changes(delivery)) {
            if (change.path(member) instanceof ObjectNode value) {
                values.add(value);
                if (value.path("standby") instanceof ObjectNode standby) {
                    values.add(standby);
                }
            }
        }
        return values;
    }

    /** All scalars of the changes; contacts are only in the events that concern them. */
    private static Collection<String> values(JsonNode delivery) {
        List<String> values = new ArrayList<>();
        for (ObjectNode change : changes(delivery)) {
            change.properties().forEach(member -> {
                if (!member.getKey().equals("value")) {
                    collect(member.getValue(), values);
                }
            });
            for (Map.Entry<String, JsonNode> member : change.path("value").properties()) {
                boolean ofEveryValue = member.getKey().equals("contacts")
                        || member.getKey().equals("messaging_product")
                        || member.getKey().equals("metadata");
                if (!ofEveryValue) {
                    collect(member.getValue(), values);
                }
            }
        }
        return fixturesWithoutEvents(delivery) ? List.of() : values;
    }

    /** A field without content. */
    private static boolean fixturesWithoutEvents(JsonNode delivery) {
        return changes(delivery).stream()
                        .allMatch(change -> !change.hasNonNull("value") || onlyEmpty(change.path("value")))
                && changes(delivery).stream().noneMatch(change -> change.size() > 2);
    }

    private static boolean onlyEmpty(JsonNode value) {
        return value.properties().stream()
                .allMatch(member -> !member.getValue().isArray()
                        || member.getValue().isEmpty()
                        || member.getValue().get(0).isNull());
    }

    private static Collection<String> storedValues(byte[] body) throws Exception {
        List<String> values = new ArrayList<>();
        for (EventElement event : InboundFixtures.elements(body)) {
            collect(MAPPER.readTree(event.json()), values);
        }
        return values;
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isValueNode()) {
            if (!node.isNull()) {
                values.add(node.asText());
            }
        } else {
            node.forEach(child -> collect(child, values));
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void aMessageWithoutItsTypeIsWhatItHolds(String fixture) throws Exception {
        JsonNode delivery = MAPPER.readTree(InboundFixtures.body(fixture));
        List<InboundEvent> before = InboundFixtures.events(fixture);
        for (ObjectNode value : values(delivery, "value")) {
            for (JsonNode message : value.path("messages")) {
                if (message instanceof ObjectNode object
                        && object.has(object.path("type").asText())) {
                    object.remove("type");
                }
            }
        }

        List<InboundEvent> after = InboundFixtures.elements(MAPPER.writeValueAsBytes(delivery)).stream()
                .map(each -> InboundFixtures.READER.read(each.json()))
                .toList();

        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) instanceof InboundMessage typed
                    && !(typed.content() instanceof InboundContent.Unrecognized)) {
                InboundMessage untyped = (InboundMessage) after.get(i);
                assertThat(untyped.content()).isEqualTo(typed.content());
                assertThat(untyped.name()).isEqualTo(typed.name());
            }
        }
    }

    @Test
    void membersBesideMessagesAreEventsOfTheirOwnInTheirPlace() {
        List<InboundEvent> events = InboundFixtures.events("member-unknown");

        assertThat(events.subList(1, 4)).allSatisfy(event -> {
            assertThat(event).isInstanceOf(UnknownEvent.class);
            assertThat(event.source().field()).isEqualTo("messages");
            assertThat(event.source().phoneNumberId()).isEqualTo("401122334455667");
        });
        assertThat(events.subList(1, 4))
                .extracting(event -> InboundFixtures.READER.tree(event).toString())
                .containsExactly(
                        "{\"poll_votes\":[{\"id\":\"v1\",\"option\":\"blau\"}]}",
                        "{\"great_new_member\":{\"note\":\"neu\"}}",
                        "{\"great_new_word\":\"auch neu\"}");
        assertThat(events.get(1).text()).isEqualTo("messages\npoll_votes.option: blau");
    }

    @Test
    void whatWasSaidBeforeAHandoverIsWithTheMessage() {
        InboundMessage summary = (InboundMessage) InboundFixtures.event("member-conversation-context");
        InboundMessage history = (InboundMessage) InboundFixtures.event("member-conversation-history");

        assertThat(summary.conversationContext().type()).isEqualTo("summary");
        assertThat(summary.conversationContext().summary()).isEqualTo("Möchte die Lieferung auf Freitag verschieben.");
        assertThat(summary.text())
                .isEqualTo("Sind Sie noch da?\n[conversation so far: Möchte die Lieferung auf Freitag verschieben.]");
        assertThat(history.text()).contains("Wann kommt es?", "Morgen.");
        assertThat(InboundFixtures.READER.read(InboundFixtures.READER.write(summary)))
                .isEqualTo(summary);
    }

    @Test
    void manyUnknownMembersAreBoundedLikeEvents() {
        ObjectNode value = MAPPER.createObjectNode();
        ArrayNode messages = value.putArray("messages");
        messages.addObject().put("id", "1").put("type", "text");
        for (int i = 0; i < 1000; i++) {
            value.put("member" + i, i);
        }

        assertThat(InboundFixtures.elements(value.toString().getBytes())).hasSize(1001);
    }
}
