/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of families and names, for every fixture and for fields without one. */
class EventNamesTest {

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void everyFixtureHoldsTheEventsOfTheTable(String fixture) throws IOException {
        List<String> events = new ArrayList<>();
        InboundFixtures.elements(fixture).forEach(element -> events.add(element.family() + ";" + element.name()));

        assertThat(events).isEqualTo(table().get(fixture));
    }

    @Test
    void theTableNamesEveryFixture() throws IOException {
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(InboundFixtures.names());
    }

    @ParameterizedTest
    @CsvSource({
        "message_template_anything, template, message_template_anything:E",
        "template_anything, template, template_anything:E",
        "account_anything, account, account_anything:E",
        "phone_number_anything, account, phone_number_anything:E",
        "business_anything, account, business_anything:E",
        "security, account, security:E",
        "partner_solutions, account, partner_solutions:E",
        "payment_configuration_update, account, payment_configuration_update:E",
        "flows, flow, flows:E",
        "group_anything, group, group_anything:E",
        "user_preferences, user, user_preferences:E",
        "messaging_handovers, handover, messaging_handovers:E",
        "message_echoes, unknown, message_echoes",
        "consumer_profile, unknown, consumer_profile",
        "messages, unknown, messages",
    })
    void aValueWithoutKnownArraysIsOneEventOfItsField(String field, String family, String name) {
        byte[] body =
                ("{\"entry\":[{\"changes\":[{\"value\":{\"event\":\"E\"},\"field\":\"" + field + "\"}]}]}").getBytes();

        assertThat(InboundFixtures.elements(body)).singleElement().satisfies(element -> {
            assertThat(element.family()).isEqualTo(family);
            assertThat(element.name()).isEqualTo(name);
        });
    }

    @Test
    void aNameHasNoControlCharactersAndAnEnd() {
        String type = "a\\u0000\\ud83d" + "b".repeat(1000);
        byte[] body = ("{\"messages\":[{\"id\":\"1\",\"type\":\"" + type + "\"}]}").getBytes();

        String name = InboundFixtures.elements(body).get(0).name();

        assertThat(name).startsWith("a\uFFFD\uFFFDbbb").hasSizeLessThanOrEqualTo(200);
    }

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(InboundFixtures.directory().resolve("events.csv"))) {
            String[] cells = line.split(";", -1);
            List<String> events = table.computeIfAbsent(cells[0], fixture -> new ArrayList<>());
            if (!cells[1].isEmpty()) {
                events.add(cells[1] + ";" + cells[2]);
            }
        }
        return table;
    }
}
