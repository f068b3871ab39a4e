/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deduplication keys, conversations, and effects on the service window. */
class EventKeysTest {

    @ParameterizedTest
    @CsvSource({
        "text, message:wamid.IN1",
        "status-sent, status:wamid.OUT45:sent",
        "status-group, status:group:wamid.OUT52:read:491701234567:1789000052",
        "status-payment, status:payment:wamid.OUT55:captured::1789000055",
        "call-connect, call:event:wacid.C1:connect",
        "call-status, call:status:wacid.C2:RINGING",
        "echo-text, echo:wamid.Etext",
        "history-media, history:message:wamid.H3",
        "history-media-echo, history:echo:wamid.H2",
        "standby-message, handover:message:wamid.S1",
        "standby-echo, handover:echo:wamid.S2",
        "standby-status, handover:status:wamid.S2:failed",
        "partner-channel, partner:e-1",
    })
    void anEventIsKnownByItsId(String fixture, String key) {
        assertThat(InboundFixtures.elements(fixture).get(0).dedupeKey()).isEqualTo(key);
    }

    @Test
    void anEventWithoutAnIdIsKnownByItsBytes() {
        assertThat(InboundFixtures.elements("error").get(0).dedupeKey())
                .matches("error:sha256:[0-9a-f]{64}")
                .isEqualTo(InboundFixtures.elements("error").get(0).dedupeKey());
        assertThat(keyOf("{\"errors\":[{\"code\":1}]}")).isNotEqualTo(keyOf("{\"errors\":[{\"code\":2}]}"));
    }

    @Test
    void theSameReportOfAnotherDayIsAnotherEvent() {
        String body = "{\"entry\":[{\"id\":\"1\",\"time\":%d,\"changes\":[{\"field\":\"account_update\","
                + "\"value\":{\"event\":\"X\"}}]}]}";

        assertThat(keyOf(body.formatted(1789000000))).isNotEqualTo(keyOf(body.formatted(1789086400)));
    }

    @Test
    void twoChangesOfOneTemplateInTheSameSecondAreTwoEvents() {
        String body =
                "{\"entry\":[{\"id\":\"1\",\"time\":1789000000,\"changes\":[{\"field\":\"template_category_update\","
                        + "\"value\":{\"message_template_id\":2,\"new_category\":\"%s\"}}]}]}";

        assertThat(keyOf(body.formatted("MARKETING")))
                .isNotEqualTo(keyOf(body.formatted("UTILITY")))
                .isEqualTo(keyOf(body.formatted("MARKETING")));
    }

    @Test
    void theSameErrorTwiceInOneDeliveryIsTwoEventsAndARepetitionOfItNone() {
        byte[] body = ("{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"errors\":[{\"code\":1},"
                        + "{\"code\":1}]}}]}]}")
                .getBytes(UTF_8);

        List<String> keys = InboundFixtures.elements(body).stream()
                .map(EventElement::dedupeKey)
                .toList();

        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
        assertThat(InboundFixtures.elements(body))
                .extracting(EventElement::dedupeKey)
                .isEqualTo(keys);
    }

    @Test
    void anErrorThatDoesNotSayWhenItHappenedIsAnotherOneOnTheNextDay() throws Exception {
        byte[] timeless = "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"errors\":[{\"code\":1}]}}]}]}"
                .getBytes(UTF_8);
        byte[] timed = ("{\"entry\":[{\"time\":1789000000,\"changes\":[{\"field\":\"account_update\","
                        + "\"value\":{\"event\":\"X\"}}]}]}")
                .getBytes(UTF_8);
        Instant noon = Instant.parse("2026-09-10T12:00:00Z");

        assertThat(keyOn(noon.plusSeconds(3_600), timeless)).isEqualTo(keyOn(noon, timeless));
        assertThat(keyOn(noon.plus(Duration.ofDays(1)), timeless)).isNotEqualTo(keyOn(noon, timeless));
        assertThat(keyOn(noon.plus(Duration.ofDays(6)), timed)).isEqualTo(keyOn(noon, timed));
    }

    private static String keyOn(Instant arrival, byte[] body) throws Exception {
        return new DeliverySplitter(Clock.fixed(arrival, ZoneOffset.UTC))
                .split(body)
                .get(0)
                .dedupeKey();
    }

    @Test
    void noTwoEventsOfTheFixturesShareAKey() {
        Map<String, String> fixtures = new HashMap<>();
        for (String fixture : InboundFixtures.names()) {
            for (EventElement element : InboundFixtures.elements(fixture)) {
                assertThat(element.dedupeKey())
                        .startsWith(element.family() + ":")
                        .matches("[ -~]{1,200}");
                assertThat(fixtures.put(element.dedupeKey(), fixture))
                        .as(fixture)
                        .isNull();
            }
        }
    }

    @Test
    void idsThatAreUnfitForAStoreBecomeADigestAndStayApart() {
        String[] ids = {"a\\u0000", "a\\ud83d", "a\\ud83e", "ä", "a:b", "a b", "x".repeat(5000)};
        Map<String, String> keys = new HashMap<>();
        for (String id : ids) {
            String key = keyOf("{\"messages\":[{\"id\":\"" + id + "\"}]}");
            assertThat(key).matches("message:sha256:[0-9a-f]{64}");
            assertThat(keys.put(key, id)).isNull();
        }
        assertThat(keyOf("{\"statuses\":[{\"id\":\"a:b\",\"status\":\"c\"}]}"))
                .isNotEqualTo(keyOf("{\"statuses\":[{\"id\":\"a\",\"status\":\"b:c\"}]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "text, user:491701234567",
        "text-user-id-only, user:DE.70011223344556677",
        "text-group, group:Y2FwaV9ncm91cDoxMjM0",
        "onpremises-text-mention, user:491701234567",
        "status-sent, status:wamid.OUT45",
        "standby-status, status:wamid.S2",
        "call-connect, user:491701234567",
        "call-terminate, user:491701234567",
        "call-status, user:491701234567",
        "echo-text, user:491701234567",
        "handover-passed, user:491701234567",
        "standby-message, user:491701234567",
        "standby-echo, user:491701234567",
        "user-preferences, user:491701234567",
        "user-id-update, user:491701234567",
        "group-created, group:Y2FwaV9ncm91cDoxMjM0",
        "history-chunk, field:history:history",
        "history-media, field:history:history",
        "template-status, field:template:message_template_status_update",
        "partner-channel, partner",
        "unknown-field, field:unknown:great_new_field",
    })
    void whatBelongsToOneUserRunsInOrder(String fixture, String conversation) {
        assertThat(InboundFixtures.elements(fixture).get(0).conversation()).isEqualTo(conversation);
    }

    @ParameterizedTest
    @CsvSource({
        "text, OPENED_BY_USER",
        "button, OPENED_BY_USER",
        "interactive-call-permission-reply, OPENED_BY_USER",
        "order, OPENED_BY_USER",
        "reaction, OPENED_BY_USER",
        "reaction-removed, UNTOUCHED",
        "unsupported, OPENED_BY_USER",
        "unsupported-edit, UNTOUCHED",
        "edit, UNTOUCHED",
        "revoke, UNTOUCHED",
        "request-welcome, UNTOUCHED",
        "system-user-changed-number, UNTOUCHED",
        "call-connect, OPENED_BY_USER",
        "call-terminate, UNTOUCHED",
        "status-sent, UNTOUCHED",
        "status-delivered, TEMPLATE_DELIVERED",
        "status-read, UNTOUCHED",
        "status-failed, FOUND_CLOSED",
        "standby-message, UNTOUCHED",
        "history-media, UNTOUCHED",
        "echo-text, UNTOUCHED",
        "user-preferences, UNTOUCHED",
    })
    void onlyTheUserOpensTheWindow(String fixture, EventOrigin.Window window) {
        assertThat(InboundFixtures.elements(fixture).get(0).origin().window()).isEqualTo(window);
    }

    @Test
    void anOriginSaysWhoWhereAndWhen() {
        assertThat(InboundFixtures.elements("text-group").get(0).origin())
                .isEqualTo(new EventOrigin(
                        "491701234567",
                        "DE.70011223344556677",
                        "Y2FwaV9ncm91cDoxMjM0",
                        Instant.ofEpochSecond(1789000003),
                        EventOrigin.Window.OPENED_BY_USER,
                        "401122334455667",
                        InboundFixtures.elements("text-group").get(0).origin().contact()));
        assertThat(InboundFixtures.elements("text-group")
                        .get(0)
                        .origin()
                        .contact()
                        .userId())
                .isEqualTo("DE.70011223344556677");
        assertThat(InboundFixtures.elements("status-failed").get(0).origin().from())
                .isEqualTo("491701234567");
    }

    private static String keyOf(String body) {
        return InboundFixtures.elements(body.getBytes(UTF_8)).get(0).dedupeKey();
    }
}
