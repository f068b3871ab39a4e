/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.simulator.Customer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a producer makes of an exchange, seen by the customer at the other end. */
class SendingTest {

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("whatsapp360:support");
                from("direct:to").to("whatsapp360:support?to=491709999999");
            }
        });
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
        lena.says("Hi");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    private static Map<String, Object> toLena() {
        return Map.of("CamelWhatsapp360To", "+49 (170) 123-4567");
    }

    @Test
    void textIsSentAndTheBodyStaysAsItWas() {
        Exchange sent = send("direct:in", "Good morning", toLena());

        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).text()).isEqualTo("Good morning");
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo("Good morning");
        assertThat(sent.getMessage().getHeaders())
                .containsEntry("CamelWhatsapp360SendOutcome", "accepted")
                .containsEntry("CamelWhatsapp360RecipientId", "491701234567")
                .containsEntry(
                        "CamelWhatsapp360SentMessageId", lena.received().get(0).wamid())
                .containsEntry(
                        "CamelWhatsapp360SentMessageIds",
                        List.of(lena.received().get(0).wamid()));
    }

    @Test
    void theRecipientIsTheHeaderThenTheOptionThenWhoeverWrote() {
        Customer boss = bed.simulator.customer("491709999999", "Boss");
        boss.says("Hi");

        send("direct:to", "by header", toLena());
        send("direct:to", "by option", Map.of("CamelWhatsapp360From", "491701234567"));
        send("direct:in", "as an answer", Map.of("CamelWhatsapp360From", "491701234567"));

        assertThat(lena.awaitReceived(2, TestBed.LIMIT))
                .extracting(message -> message.text())
                .containsExactly("by header", "as an answer");
        assertThat(boss.awaitReceived(1, TestBed.LIMIT))
                .extracting(message -> message.text())
                .containsExactly("by option");
    }

    @Test
    void aTypedMessageAndAMapAndAListAreSent() {
        send("direct:in", OutboundMessage.to("491701234567", OutboundContent.text("typed")), Map.of());
        send("direct:in", Map.of("type", "text", "text", Map.of("body", "as the API takes it")), toLena());
        Exchange list =
                send("direct:in", List.of(OutboundContent.text("first"), OutboundContent.text("second")), toLena());

        assertThat(lena.awaitReceived(4, TestBed.LIMIT))
                .extracting(message -> message.text())
                .containsExactly("typed", "as the API takes it", "first", "second");
        assertThat(list.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .last()
                .isEqualTo(list.getMessage().getHeader("CamelWhatsapp360SentMessageId"));
    }

    @Test
    void aLongTextIsSplit() {
        String text = "word ".repeat(1000).strip();

        send("direct:in", text, toLena());

        assertThat(lena.awaitReceived(2, TestBed.LIMIT))
                .extracting(message -> message.text())
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(4096));
        assertThat(lena.received().get(0).text() + " " + lena.received().get(1).text())
                .isEqualTo(text);
    }

    @Test
    void aTemplateIsNamedByHeaderAndTakesAListOrAMap() {
        Map<String, Object> headers = Map.of(
                "CamelWhatsapp360To", "491701234567",
                "CamelWhatsapp360TemplateName", "order_update",
                "CamelWhatsapp360TemplateLanguage", "de");

        Exchange sent = send("direct:in", List.of("Lena", "A-17"), headers);

        assertThat(sent.getException()).isNull();
        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).text())
                .contains("Hallo Lena, deine Bestellung A-17 ist unterwegs.");
    }

    @Test
    void aMissingTemplateIsATemplateException() {
        Exchange sent = send(
                "direct:in",
                null,
                Map.of(
                        "CamelWhatsapp360To", "491701234567",
                        "CamelWhatsapp360TemplateName", "nobody_has_this",
                        "CamelWhatsapp360TemplateLanguage", "de"));

        assertThat(sent.getException()).isInstanceOf(TemplateException.class);
        assertThat(((TemplateException) sent.getException()).code()).isEqualTo(132001);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("notSent");
    }

    @Test
    void anEmptyBodyOrNoRecipientSendsNothing() {
        int before = bed.simulator.requests().size();

        for (Exchange refused : List.of(
                send("direct:in", null, toLena()),
                send("direct:in", "", toLena()),
                send("direct:in", List.of(), toLena()),
                send("direct:in", Map.of(), toLena()),
                send("direct:in", "to nobody", Map.of()),
                send("direct:in", "to no number", Map.of("CamelWhatsapp360To", "Lena")))) {
            assertThat(refused.getException()).isInstanceOf(InvalidMessageException.class);
            assertThat(refused.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                    .isEqualTo("notSent");
        }
        assertThat(bed.simulator.requests()).hasSize(before);
    }

    @Test
    void aWrongKeyIsAnAuthenticationException() {
        Exchange sent = send("whatsapp360:other?apiKey=wrong-key-0123456789", "Hi", toLena());

        assertThat(sent.getException()).isInstanceOf(AuthenticationException.class);
        assertThat(sent.getException()).hasMessageNotContaining("wrong-key");
        assertThat(((AuthenticationException) sent.getException()).httpStatus()).isEqualTo(401);
    }
}
