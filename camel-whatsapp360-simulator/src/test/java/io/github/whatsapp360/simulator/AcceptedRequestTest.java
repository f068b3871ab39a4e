/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.world.Switch;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each line of the table is a message that WhatsApp takes, as the documentation shows it, without its envelope. */
class AcceptedRequestTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @ParameterizedTest(name = "{index}: {0}")
    @CsvFileSource(resources = "/right-requests.txt", delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 20_000)
    void aRightMessageIsAcceptedAndShown(String type, String message) throws InterruptedException {
        simulator.turn(Switch.LIMITS, false);
        Customer lena = simulator.customer("491701234567", "Lena");
        String hello = lena.says("Hello");
        String body = message.replace("~to", "\"messaging_product\":\"whatsapp\",\"to\":\"+491701234567\"")
                .replace("wamid.x", hello);

        Business.Reply reply = new Business(simulator).post("/messages", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        ReceivedMessage received = lena.awaitReceived(1, Duration.ofSeconds(5)).get(0);
        assertThat(received.type()).isEqualTo(type);
        assertThat(received.text()).doesNotContain("{{");
        assertThat(received.wamid()).isEqualTo(reply.id());
    }
}
