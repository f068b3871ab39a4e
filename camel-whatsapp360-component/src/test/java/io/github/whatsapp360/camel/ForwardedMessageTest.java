/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a customer sent, sent on to somebody else in the words that a person reads. */
class ForwardedMessageTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3, 4};

    private TestBed bed;
    private Customer lena;
    private Customer boss;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?downloadMedia=true")
                        .filter(header(Whatsapp360Constants.FROM).isEqualTo("491701234567"))
                        .to("whatsapp360:support?to=491707654321");
            }
        });
        lena = bed.simulator.customer("491701234567", "Lena");
        boss = bed.simulator.customer("491707654321", "Eva");
        boss.says("Hi");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order-without-words | 2 x SKU-1, 9.5 EUR each;= 19.0 EUR",
                "interactive-flow-reply | size: L",
                "reaction-removed | [reaction removed]",
                "location-as-strings | 48.10, 11.5700"
            })
    void whatHasNoWordsOfItsOwnArrives(String fixture, String text) throws Exception {
        Whatsapp360Endpoint endpoint = bed.context.getEndpoint("whatsapp360:support", Whatsapp360Endpoint.class);
        await().atMost(TestBed.LIMIT).until(() -> !endpoint.getPhoneNumberId().isEmpty());
        bed.deliver(
                "support",
                new String(InboundFixtures.body(fixture), UTF_8)
                        .replaceAll("(\"phone_number_id\"\\s*:\\s*\")[^\"]*", "$1" + endpoint.getPhoneNumberId()));

        assertThat(boss.awaitReceived(1, TestBed.LIMIT).get(0).text()).isEqualTo(text.replace(';', '\n'));
    }

    @Test
    void aFileIsSentOnWithItsWordsAlone() {
        lena.sendsImage(JPEG, "image/jpeg", "");
        assertThat(boss.awaitReceived(1, TestBed.LIMIT)).hasSize(1);
        await().atMost(TestBed.LIMIT).until(() -> messages() == 1);

        lena.sendsImage(JPEG, "image/jpeg", "The red one");
        boss.awaitReceived(3, TestBed.LIMIT);
        assertThat(messages()).isEqualTo(3);
    }

    private long messages() {
        return bed.simulator.requests().stream()
                .filter(request ->
                        request.path().equals("/messages") && request.method().equals("POST"))
                .count();
    }

    @Test
    void aStatusIsNotSentOn() {
        MessageStatus status = (MessageStatus) InboundFixtures.event("status-failed");

        assertThat(bed.context
                        .createProducerTemplate()
                        .request("whatsapp360:support?to=491707654321", exchange -> exchange.getIn()
                                .setBody(status))
                        .getException())
                .hasMessageContaining("nothing to send");
        assertThat(messages()).isZero();
    }
}
