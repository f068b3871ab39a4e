/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The effect of every kind of event on windows. */
class WindowEventMapperTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** Fixtures with an effect on windows, by effect. All others at most link a number and an id. */
    private static final Map<Effect, List<String>> MOVING = Map.of(
            Effect.USER_WROTE,
            List.of(
                    "arrays-of-several-fields",
                    "arrays-of-several-fields",
                    "audio-voice-note",
                    "audio-voicemail",
                    "batch",
                    "batch",
                    "button",
                    "call-connect",
                    "contacts",
                    "contacts-requested",
                    "contacts-vcard",
                    "document",
                    "document-without-caption",
                    "document-without-id",
                    "error-beside-message",
                    "image",
                    "interactive-address-reply",
                    "interactive-button-reply",
                    "interactive-call-permission-reply",
                    "interactive-flow-answers",
                    "interactive-flow-reply",
                    "interactive-list-reply",
                    "interactive-malformed",
                    "interactive-payment-method",
                    "interactive-product",
                    "interactive-unrecognized",
                    "interactive-without-payload",
                    "location",
                    "location-as-strings",
                    "member-conversation-context",
                    "member-conversation-history",
                    "member-unknown",
                    "message-malformed",
                    "message-unknown-type",
                    "message-unrecognized",
                    "message-without-field",
                    "message-without-type",
                    "meta-dashboard-test",
                    "one-odd-value",
                    "onpremises-ephemeral",
                    "onpremises-text-mention",
                    "onpremises-voice",
                    "order",
                    "order-without-words",
                    "reaction",
                    "sticker",
                    "text",
                    "text-forwarded",
                    "text-group",
                    "text-product-question",
                    "text-referral",
                    "text-user-id-only",
                    "unknown",
                    "unsupported",
                    "unsupported-in-group",
                    "video"),
            Effect.TEMPLATE_DELIVERED,
            List.of("status-delivered"),
            Effect.SEEN_OPEN,
            List.of(),
            Effect.SEEN_CLOSED,
            List.of("status-failed"));

    private final WindowEventMapper events = new WindowEventMapper(new SendTimes());

    private List<WindowEvent> windowEvents(String fixture) {
        List<WindowEvent> windowEvents = new ArrayList<>();
        for (EventElement element : InboundFixtures.elements(fixture)) {
            WindowEvent windowEvent = events.map(element, NOW);
            if (windowEvent != null) {
                windowEvents.add(windowEvent);
            }
        }
        return windowEvents;
    }

    @Test
    void eachEventDoesWhatTheTableOfTheGuideSays() {
        Map<Effect, List<String>> actual = new LinkedHashMap<>();
        for (Effect effect : MOVING.keySet()) {
            actual.put(effect, new ArrayList<>());
        }
        for (String fixture : InboundFixtures.names()) {
            for (WindowEvent windowEvent : windowEvents(fixture)) {
                if (windowEvent.effect() != Effect.IDENTIFIED) {
                    actual.get(windowEvent.effect()).add(fixture);
                }
            }
        }

        assertThat(actual).containsExactlyInAnyOrderEntriesOf(MOVING);
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void nothingIsDatedInTheFuture(String fixture) {
        Instant early = Instant.ofEpochSecond(1_000_000_000);
        for (EventElement element : InboundFixtures.elements(fixture)) {
            WindowEvent windowEvent = events.map(element, early);
            assertThat(windowEvent == null || windowEvent.at().equals(early)).isTrue();
        }
    }

    @Test
    void aMessageInsideAnOpenWindowConfirmsIt() {
        byte[] delivered = new String(InboundFixtures.body("status-delivered"), UTF_8)
                .replace("\"marketing\"", "\"service\"")
                .replace("\"regular\"", "\"free_customer_service\"")
                .getBytes(UTF_8);

        WindowEvent windowEvent = events.map(InboundFixtures.elements(delivered).get(0), NOW);

        assertThat(windowEvent.effect()).isEqualTo(Effect.SEEN_OPEN);
        assertThat(windowEvent.at()).isEqualTo(Instant.ofEpochSecond(1789000046));
    }

    /** Since October 2026 answers have a price. */
    @Test
    void aPaidAnswerConfirmsTheWindowAtTheTimeOfSending() {
        String delivered =
                new String(InboundFixtures.body("status-delivered"), UTF_8).replace("\"marketing\"", "\"service\"");
        String sent = delivered.replace("\"delivered\"", "\"sent\"").replace("1789000046", "1788990000");

        WindowEvent unknown = new WindowEventMapper(new SendTimes())
                .map(InboundFixtures.elements(delivered.getBytes(UTF_8)).get(0), NOW);
        events.map(InboundFixtures.elements(sent.getBytes(UTF_8)).get(0), NOW);
        WindowEvent known =
                events.map(InboundFixtures.elements(delivered.getBytes(UTF_8)).get(0), NOW);

        assertThat(unknown.effect()).isEqualTo(Effect.SEEN_OPEN);
        assertThat(unknown.at()).isEqualTo(Instant.ofEpochSecond(1789000046));
        assertThat(known.at()).isEqualTo(Instant.ofEpochSecond(1788990000));
    }

    @Test
    void whatIsWrittenInAGroupConcernsTheGroup() {
        assertThat(windowEvents("text-group")).singleElement().satisfies(windowEvent -> assertThat(windowEvent.owner())
                .isNotEqualTo(WindowOwner.phone("491701234567"))
                .matches(owner -> owner.phone() == null && owner.userId().startsWith("group:")));
        assertThat(windowEvents("status-group")).isEmpty();
    }

    @Test
    void anotherNumberOrIdTakesTheWindowAlong() {
        for (String fixture : List.of(
                "system-user-changed-number",
                "system-user-changed-user-id",
                "system-customer-changed-number",
                "user-id-update")) {
            assertThat(windowEvents(fixture)).as(fixture).singleElement().satisfies(windowEvent -> assertThat(
                            windowEvent.movedTo())
                    .isNotNull());
        }
    }
}
