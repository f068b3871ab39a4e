/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.DeliveryEvent;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.UnrecognizedEvent;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The event that tells what became of a message. */
class DeliveryJsonTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final EventReader READER = new EventReader(Whatsapp360Exception::of);

    private static final SentMessage FAILED = new SentMessage(
            "-----abcdefghij",
            "order-7",
            "491701234567",
            "wamid.1",
            DeliveryState.failed,
            NOW.minusSeconds(9),
            NOW.minusSeconds(8),
            null,
            null,
            NOW,
            new ErrorItem(131049, "Withheld", null, "Not now", null));

    private static DeliveryEvent event(SentMessage message, String outcome) {
        return (DeliveryEvent) READER.read(DeliveryJson.write("delivery:" + outcome, message, outcome, NOW));
    }

    @Test
    void saysWhatBecameOfTheMessage() {
        DeliveryEvent event = event(FAILED, "failed");

        assertThat(event.family()).isEqualTo("delivery");
        assertThat(event.name()).isEqualTo("delivery:failed");
        assertThat(event.eventId()).isEqualTo("-----abcdefghij");
        assertThat(event.messageId()).isEqualTo("wamid.1");
        assertThat(event.correlationId()).isEqualTo("order-7");
        assertThat(event.recipientId()).isEqualTo("491701234567");
        assertThat(event.timestamp()).isEqualTo(NOW);
        assertThat(event.errorCode()).isEqualTo(131049);
        assertThat(event.problem()).isInstanceOf(UndeliverableException.class);
        assertThat(event.text()).contains("failed").contains("131049").contains("Not now");
        assertThat(event.toString()).doesNotContain("4917").doesNotContain("order-7");
    }

    @Test
    void isReadBackEqualFromItsStoredFormAndFromItsElementAlone() {
        DeliveryEvent event = event(FAILED, "failed");

        InboundEvent again = READER.read(READER.write(event));
        assertThat(again).isEqualTo(event).hasSameHashCodeAs(event);
        InboundEvent alone = READER.read("delivery", event.name(), event.raw().bytes());
        assertThat(alone).isInstanceOf(DeliveryEvent.class);
        assertThat(alone.text()).isEqualTo(event.text());
    }

    @Test
    void withoutAKeyItIsNotRecognized() {
        assertThat(READER.read("delivery", "delivery:failed", "{\"delivery\":\"failed\"}".getBytes(UTF_8)))
                .isInstanceOf(UnrecognizedEvent.class);
    }
}
