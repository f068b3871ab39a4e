/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.RawJson;
import io.github.whatsapp360.event.UnrecognizedEvent;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.MediaContent;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an element may look like without costing more than itself. */
class ToleranceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String[] WRONG_KINDS = {
        "null", "{}", "[]", "[{}]", "[null]", "\"great-new-thing\"", "7", "1e999999", "true", "{\"type\":[]}"
    };

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void anyMemberMayBeMissingOrOfAnotherKind(String fixture) throws Exception {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            JsonNode element = InboundFixtures.READER.tree(event);
            List<ObjectNode> objects = new ArrayList<>();
            collectObjects(element, objects);
            for (ObjectNode object : objects) {
                for (String name : names(object)) {
                    JsonNode original = object.remove(name);
                    assertReadable(event, element);
                    for (String wrong : WRONG_KINDS) {
                        object.set(name, MAPPER.readTree(wrong));
                        assertReadable(event, element);
                    }
                    object.set(name, original);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void newMembersChangeNothing(String fixture) throws Exception {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            JsonNode element = InboundFixtures.READER.tree(event);
            List<ObjectNode> objects = new ArrayList<>();
            collectObjects(element, objects);
            for (ObjectNode object : objects) {
                object.putObject("great_new_member").put("x", 1);
            }

            InboundEvent extended = read(event.family(), event.name(), element.toString());

            InboundEvent alone = read(event.family(), event.name(), event.raw().text());
            for (RecordComponent component : event.getClass().getRecordComponents()) {
                if (!component.getType().equals(RawJson.class)) {
                    assertThat(component.getAccessor().invoke(extended))
                            .isEqualTo(component.getAccessor().invoke(alone));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "message, text",
        "status, sent",
        "userAction, user_action:x",
        "call, call:connect",
        "call, call_status:RINGING",
        "echo, smb_message_echoes:text",
        "error, error:1"
    })
    void anElementThatIsNoObjectIsUnrecognized(String family, String name) {
        for (String wrong : new String[] {"\"x\"", "7", "[]", "true"}) {
            assertThat(read(family, name, wrong)).isInstanceOf(UnrecognizedEvent.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "template, message_template_status_update:X", "account, account_update:X", "flow, flows:X", "group, group_x:X",
        "user, user_preferences:X", "history, history", "history, smb_app_state_sync:add",
                "handover, standby.status:sent",
        "handover, messaging_handovers:control_passed", "partner, 360:channel_live"
    })
    void aValueThatIsNoObjectIsTheUnrecognizedOfItsFamily(String family, String name) {
        for (String wrong : new String[] {"\"x\"", "7", "[]", "true"}) {
            InboundEvent event = read(family, name, wrong);
            assertThat(event.toString() + changeOf(event)).contains("Unrecognized[problem=");
        }
    }

    @Test
    void aMalformedContentSaysWhereAndNotWhat() {
        InboundMessage wrong = message("\"type\":\"text\",\"text\":\"491701234567\"");

        assertThat(wrong.content()).isEqualTo(new InboundContent.Unrecognized("text", "unreadable"));
        assertThat(read("account", "account_review_update", "{\"decision\":[\"491701234567\"]}")
                        .toString())
                .doesNotContain("491701234567");
    }

    @Test
    void aTypeWithoutItsMemberIsReadAsEmpty() {
        assertThat(message("\"type\":\"unsupported\"").content()).isEqualTo(new InboundContent.Unsupported(null));
        assertThat(message("\"type\":\"unsupported\",\"unsupported\":null").content())
                .isEqualTo(new InboundContent.Unsupported(null));
        assertThat(message("\"type\":\"image\"").content())
                .isEqualTo(new MediaContent.Image(null, null, null, null, null));
    }

    @Test
    void aMalformedPartBesideTheTextDoesNotCostTheText() {
        InboundMessage message = message(
                "\"type\":\"text\",\"text\":{\"body\":\"x\"},\"referral\":{\"body\":[]},\"context\":{\"id\":{}},"
                        + "\"errors\":5");

        assertThat(((InboundContent.Text) message.content()).body()).isEqualTo("x");
        assertThat(message.text()).startsWith("x\n");
        assertThat(message.referral().body()).isNull();
        assertThat(message.context().id()).isNull();
        assertThat(message.errors()).isEmpty();
    }

    @Test
    void idsAndCodesComeAsStringsAndNumbers() {
        MessageStatus status = (MessageStatus) read(
                "status",
                "failed",
                "{\"id\":77,\"status\":\"failed\",\"recipient_id\":491701234567,"
                        + "\"errors\":[{\"code\":\"131047\",\"details\":\"d\"}]}");

        assertThat(status.id()).isEqualTo("77");
        assertThat(status.recipientId()).isEqualTo("491701234567");
        assertThat(status.errorCode()).isEqualTo(131047);
        assertThat(status.errors().get(0).details()).isEqualTo("d");
    }

    @Test
    void textKeepsEverythingThatJsonCanSay() {
        InboundMessage message = message("\"type\":\"text\",\"text\":{\"body\":\"\\u0000\\ud83d \\/ \\u00e4\"}");

        assertThat(message.text()).isEqualTo("\0\ud83d / ä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "{}", "{\"family\":\"message\",\"name\":\"text\"}", "{\"family\":", "x"})
    void whatIsNoStoredFormIsAMistakeOfTheCaller(String stored) {
        assertThatThrownBy(() -> InboundFixtures.READER.read(stored.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not an event in stored form");
    }

    private static InboundMessage message(String members) {
        return (InboundMessage) read("message", "x", "{\"id\":\"1\"," + members + "}");
    }

    private static InboundEvent read(String family, String name, String element) {
        return InboundFixtures.READER.read(family, name, element.getBytes(UTF_8));
    }

    private static void assertReadable(InboundEvent event, JsonNode element) {
        InboundEvent read = read(event.family(), event.name(), element.toString());
        assertThat(read.family()).isEqualTo(event.family());
        assertThat(read.text()).isNotNull();
    }

    private static Object changeOf(InboundEvent event) {
        for (String name : List.of("change", "part", "notice")) {
            try {
                return event.getClass().getMethod(name).invoke(event);
            } catch (ReflectiveOperationException next) {
                continue;
            }
        }
        return "";
    }

    private static void collectObjects(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collectObjects(child, objects));
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
