/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliverySplitterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DeliverySplitter splitter = new DeliverySplitter();

    @Test
    void elementsAreTheBytesOfTheDelivery() {
        String message = "{ \"id\" : \"wamid.1\",\n\t\"type\":\"text\", \"text\":{\"body\":\"a\\/b \\u00e4 ä 😀"
                + " \\ud83d\"},\"n\":1.50e+2 }";

        assertThat(rawOf("{\"messages\":[ " + message + " ,null]}")).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1.5e3", "\"text\"", "\"\"", "true", "false", "[]", "[1,{\"a\":2}]", "{}", "{ }"})
    void elementsOfAnyKindAreCutOutExactly(String element) {
        assertThat(rawOf("{\"messages\":[" + element + "]}")).containsExactly(element);
        assertThat(rawOf("{\"messages\":[ " + element + " , " + element + "\n]}"))
                .containsExactly(element, element);
        assertThat(rawOf("{\"messages\":" + element.replace("[]", "[[]]") + "}"))
                .isNotNull();
    }

    @Test
    void aByteOrderMarkShiftsNothing() {
        assertThat(rawOf("\uFEFF{\"messages\":[{\"id\":\"1\"}]}")).containsExactly("{\"id\":\"1\"}");
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void theOrderOfMembersMakesNoDifference(String fixture) throws Exception {
        List<EventElement> asWritten = InboundFixtures.elements(fixture);
        JsonNode tree = MAPPER.readTree(InboundFixtures.body(fixture));
        for (int seed = 0; seed < 10; seed++) {
            byte[] shuffled = MAPPER.writeValueAsBytes(shuffle(tree, new Random(seed)));

            List<EventElement> events = InboundFixtures.elements(shuffled);

            // Arrays keep their order; the order of two arrays is that of the members.
            assertThat(events)
                    .extracting(
                            EventElement::family, EventElement::name, EventElement::conversation, EventElement::origin)
                    .containsExactlyInAnyOrderElementsOf(asWritten.stream()
                            .map(each -> org.assertj.core.groups.Tuple.tuple(
                                    each.family(), each.name(), each.conversation(), each.origin()))
                            .toList());
            assertThat(stored(events)).isEqualTo(stored(asWritten));
        }
    }

    @Test
    void oneBadElementAmongGoodOnesCostsNoOther() {
        String good = "{\"id\":\"wamid.%d\",\"from\":\"491701234567\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}";
        String body = "{\"messages\":[%s,%s,{\"id\":[],\"type\":{}},%s,%s]}"
                .formatted(good.formatted(1), good.formatted(2), good.formatted(3), good.formatted(4));

        assertThat(InboundFixtures.elements(body.getBytes(UTF_8)))
                .extracting(EventElement::name)
                .containsExactly("text", "text", "unknown", "text", "text");
    }

    @Test
    void contactsBelongToMessagesByIdAndNotByPlace() throws Exception {
        List<EventElement> events = InboundFixtures.elements("batch");

        assertThat(contactName(events.get(1))).isEqualTo("Lena");
        assertThat(contactName(events.get(2))).isEqualTo("Eva");
    }

    @Test
    void aContactIsFoundByUserIdToo() throws Exception {
        assertThat(contactName(InboundFixtures.elements("text-user-id-only").get(0)))
                .isEqualTo("Lena K.");
    }

    @Test
    void aForeignContactIsNotStored() {
        byte[] body =
                "{\"contacts\":[{\"wa_id\":\"491707654321\"}],\"messages\":[{\"id\":\"1\",\"from\":\"491701234567\"}]}"
                        .getBytes(UTF_8);

        assertThat(new String(InboundFixtures.elements(body).get(0).json(), UTF_8))
                .doesNotContain("491707654321");
    }

    @Test
    void aBatchOfThousandMessagesAndContactsIsThousandEvents() throws Exception {
        ObjectNode value = MAPPER.createObjectNode();
        ArrayNode contacts = value.putArray("contacts");
        ArrayNode messages = value.putArray("messages");
        for (int i = 0; i < 1000; i++) {
            contacts.addObject().put("wa_id", "49170" + i).putObject("profile").put("name", "n" + i);
            messages.insertObject(0)
                    .put("id", "wamid." + i)
                    .put("from", "49170" + i)
                    .put("type", "text");
        }

        List<EventElement> events = splitter.split(MAPPER.writeValueAsBytes(value));

        assertThat(events).hasSize(1000);
        assertThat(contactName(events.get(0))).isEqualTo("n999");
        assertThat(contactName(events.get(999))).isEqualTo("n0");
    }

    @Test
    void theLastOfMembersThatOccurTwiceCounts() {
        String body = "{\"messages\":[{\"id\":\"lost\"}],\"messages\":[{\"id\":\"1\",\"type\":\"x\",\"id\":\"2\","
                + "\"type\":\"text\"}]}";

        assertThat(InboundFixtures.elements(body.getBytes(UTF_8)))
                .singleElement()
                .satisfies(element -> {
                    assertThat(element.name()).isEqualTo("text");
                    assertThat(element.dedupeKey()).isEqualTo("message:2");
                });
    }

    @Test
    void escapedNamesAndWordsAreUnderstood() {
        String body = "{\"\\u006dessages\":[{\"i\\u0064\":\"a\\/b\",\"type\":\"te\\u0078t\"}]}";

        assertThat(InboundFixtures.elements(body.getBytes(UTF_8)))
                .singleElement()
                .satisfies(element -> {
                    assertThat(element.name()).isEqualTo("text");
                    assertThat(element.dedupeKey()).isEqualTo("message:a/b");
                });
    }

    @Test
    void nullsAreNoEvents() {
        assertThat(InboundFixtures.elements("no-event")).isEmpty();
        assertThat(InboundFixtures.elements("[]".getBytes(UTF_8))).isEmpty();
        assertThat(InboundFixtures.elements("{\"entry\":[null]}".getBytes(UTF_8)))
                .isEmpty();
        assertThat(InboundFixtures.elements(
                        "{\"entry\":[{\"changes\":[null,{\"field\":\"x\",\"value\":null}]}]}".getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void whatIsNoChangeIsAnUnknownEvent() {
        byte[] body = "{\"entry\":[7,{\"changes\":[8,{\"value\":9}]},{\"changes\":10}]}".getBytes(UTF_8);

        assertThat(InboundFixtures.elements(body)).hasSize(4).allSatisfy(element -> assertThat(element.family())
                .isEqualTo("unknown"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "null",
                "7",
                "\"messages\"",
                "[1]",
                "[{}]",
                "{\"entry\":{}}",
                "{\"event\":\"x\"}",
                "{\"messages\":[}",
                "{\"messages\":[]",
                "{\"messages\":[]}{}",
                "{\"messages\":[]} x",
                "{messages:[]}",
                "{\"messages\":[{\"a\":01}]}",
                "{\"messages\":[{\"a\":NaN}]}",
                "{\"messages\":[\"\\x\"]}",
                "{\"messages\":[\"\t\"]}",
                "{\"messages\":[{\"a\":\"\\ud83\"}]}",
                "{\"messages\":[1,]}",
                "{\"whatever\":[]}",
                "hello",
                "<xml/>",
                "a=b&c=d"
            })
    void whatIsNoJsonOrNoKnownEnvelopeIsUnreadable(String body) {
        assertThatThrownBy(() -> splitter.split(body.getBytes(UTF_8))).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void onlyStrictUtf8IsRead() {
        String prefix = "{\"messages\":[{\"id\":\"";
        byte[][] malformed = {
            "ä".getBytes(ISO_8859_1),
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80},
            {(byte) 0x80},
        };
        for (byte[] bytes : malformed) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(prefix.getBytes(UTF_8));
            body.writeBytes(bytes);
            body.writeBytes("\"}]}".getBytes(UTF_8));

            assertThatThrownBy(() -> splitter.split(body.toByteArray()))
                    .isInstanceOf(UnreadableDeliveryException.class)
                    .hasMessage("Not UTF-8 at byte " + prefix.length());
        }
    }

    @Test
    void limitsAreRefusals() {
        String deep = "[".repeat(200) + "]".repeat(200);
        assertUnreadable("{\"messages\":[" + deep + "]}");
        assertUnreadable("{\"messages\":[\"" + "a".repeat(1_000_001) + "\"]}");
        assertUnreadable("{\"messages\":[{\"text\":{\"body\":\"" + "a".repeat(1_000_001) + "\"}}]}");
        assertUnreadable("{\"messages\":[" + "1".repeat(1_001) + "]}");
        assertUnreadable("{\"messages\":[{\"" + "a".repeat(10_001) + "\":1}]}");
        assertUnreadable("{\"x\":[" + "1,".repeat(1_000_000) + "1],\"messages\":[]}");
        assertUnreadable("{\"messages\":[" + "1,".repeat(50_000) + "1]}");
    }

    @Test
    void aDeliveryDoesNotGrowWithoutBounds() {
        String contact = "{\"wa_id\":\"1\",\"note\":\"" + "a".repeat(500_000) + "\"}";
        String messages = "{\"from\":\"1\"},".repeat(200);

        assertUnreadable("{\"contacts\":[" + contact + "],\"messages\":[" + messages + "{}]}");
    }

    @Test
    void theRefusalQuotesNothing() {
        Throwable refusal =
                catchThrowable(() -> splitter.split("{\"messages\":[{\"id\":\"491701234567\" oops".getBytes(UTF_8)));

        assertThat(refusal).hasMessageStartingWith("Not JSON at byte ").hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain("4917").doesNotContain("oops");
    }

    @Test
    void whatIsPrintedNamesNobody() {
        EventElement element = InboundFixtures.elements("text").get(0);

        assertThat(element.toString() + element.origin()).doesNotContain("4917").doesNotContain("Rad");
    }

    private void assertUnreadable(String body) {
        assertThatThrownBy(() -> splitter.split(body.getBytes(UTF_8))).isInstanceOf(UnreadableDeliveryException.class);
    }

    private static List<String> rawOf(String body) {
        return InboundFixtures.elements(body.getBytes(UTF_8)).stream()
                .map(element ->
                        InboundFixtures.READER.read(element.json()).raw().text())
                .toList();
    }

    private static String contactName(EventElement element) throws Exception {
        return MAPPER.readTree(element.json()).at("/contact/profile/name").asText();
    }

    private static Set<JsonNode> stored(List<EventElement> events) throws Exception {
        Set<JsonNode> trees = new HashSet<>();
        for (EventElement event : events) {
            trees.add(MAPPER.readTree(event.json()));
        }
        return trees;
    }

    private static JsonNode shuffle(JsonNode tree, Random random) {
        if (tree.isArray()) {
            ArrayNode array = MAPPER.createArrayNode();
            tree.forEach(element -> array.add(shuffle(element, random)));
            return array;
        }
        if (!tree.isObject()) {
            return tree;
        }
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode object = MAPPER.createObjectNode();
        names.forEach(name -> object.set(name, shuffle(tree.get(name), random)));
        return object;
    }
}
