/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.whatsapp360.message.part.MediaRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboundMessageTest {

    @Test
    void commonMessageIsOneShortExpression() {
        OutboundMessage message = OutboundMessage.to("+49 170 1234567", OutboundContent.text("Hello"));
        assertThat(message.to()).isEqualTo(new Recipient.Phone("+491701234567"));
        assertThat(message.content()).isEqualTo(new OutboundContent.Text("Hello", false));
        assertThat(message.replyToMessageId()).isNull();
    }

    @Test
    void withersKeepTheOtherParts() {
        OutboundMessage message = OutboundMessage.of(OutboundContent.text("Hello"))
                .withTo(Recipient.parse("491701234567"))
                .withReplyTo("wamid.1")
                .withCallbackData("a")
                .withRecipientIdentityKeyHash("b")
                .withMarketing(MarketingOptions.of(MarketingOptions.STRICT))
                .withContent(OutboundContent.text("Hi"));
        assertThat(message)
                .isEqualTo(new OutboundMessage(
                        Recipient.parse("491701234567"),
                        OutboundContent.text("Hi"),
                        "wamid.1",
                        "a",
                        "b",
                        new MarketingOptions("STRICT", null, null)));
    }

    @Test
    void messageWithoutContentIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> OutboundMessage.of(null))
                .withMessage("content");
    }

    @Test
    void mediumIsALinkOnlyIfItLooksLikeOne() {
        assertThat(MediaRef.parse("HTTPS://example.com/a")).isEqualTo(MediaRef.link("HTTPS://example.com/a"));
        assertThat(MediaRef.parse("http://example.com/a")).isEqualTo(MediaRef.link("http://example.com/a"));
        assertThat(MediaRef.parse("1037543291543636")).isEqualTo(MediaRef.id("1037543291543636"));
    }

    @Test
    void messageDoesNotChangeWithWhatItWasMadeOf() {
        Map<String, Object> payload = new HashMap<>(Map.of("a", 1));
        OutboundContent.Raw raw = new OutboundContent.Raw("poll", payload);
        List<Contact> cards = new ArrayList<>(List.of(Contact.of("Ann", "Lee", "+49 170 1234567")));
        OutboundContent.Contacts contacts = new OutboundContent.Contacts(cards);
        payload.clear();
        cards.clear();
        assertThat(raw.payload()).containsOnlyKeys("a");
        assertThat(contacts.contacts()).hasSize(1);
    }
}
