/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.world.Switch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each line of the table is a message that WhatsApp refuses: the code, what the details must say, and the message
 * without its envelope.
 */
class RefusedRequestTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @BeforeEach
    void withoutLimits() {
        simulator.turn(Switch.LIMITS, false);
        simulator.customer("491701234567", "Lena").says("Hello");
    }

    @ParameterizedTest(name = "{index}: {0} {1}")
    @CsvFileSource(resources = "/wrong-requests.txt", delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 20_000)
    void aWrongMessageIsRefusedWithTheRightCodeAndShape(int code, String details, String message)
            throws InterruptedException {
        String body = message.replace("~to", "\"messaging_product\":\"whatsapp\",\"to\":\"491701234567\"")
                .replace("~5000", "x".repeat(5000))
                .replace("~600", "x".repeat(600))
                .replace("~130", "x".repeat(130))
                .replace("~30", "x".repeat(30));

        Business.Reply reply = new Business(simulator).post("/messages", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(code == 132001 ? 404 : 400);
        JsonNode error = reply.json().path("error");
        assertThat(error.path("code").asInt()).as(reply.body()).isEqualTo(code);
        assertThat(error.path("message").asText()).startsWith("(#" + code + ")");
        assertThat(error.path("type").asText()).isEqualTo("OAuthException");
        assertThat(error.path("error_data").path("details").asText()).contains(details);
        assertThat(error.path("error_data").path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(error.path("fbtrace_id").asText()).isNotEmpty();
        assertThat(simulator.customer("491701234567", "").received()).isEmpty();
    }
}
