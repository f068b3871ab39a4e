/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.message.MessageCategory;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.interactive.InteractiveAction;
import io.github.whatsapp360.message.interactive.Reply;
import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages outside the window without a template of one's own, against the simulator. */
class DirectSendTest {

    private static final String LENA = "491701234567";

    private TestBed bed;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
        bed.component.setClock(bed.simulator.clock());
        lena = bed.simulator.customer(LENA, "Lena");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=message,status:delivered").to("mock:in");
                from("direct:text").to("whatsapp360:support");
                from("direct:utility").to("whatsapp360:support?category=utility&timeToLive=1h");
                from("direct:late").to("whatsapp360:support?whenWindowClosed=directSend");
                from("direct:twice")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(1)
                                .redeliveryDelay(0)
                                .onRedelivery(exchange -> {
                                    lena.says("Are you there?");
                                    awaitOpenWindow();
                                }))
                        .to("whatsapp360:support?whenWindowClosed=directSend");
                from("direct:window")
                        .to("whatsapp360:support?operation=serviceWindow")
                        .setBody(simple("${body.state}"));
            }
        });
        lena.says("Hi");
        await().atMost(TestBed.LIMIT).until(() -> in().getReceivedCounter() == 1);
        bed.simulator.advance(Duration.ofHours(25));
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private MockEndpoint in() {
        return bed.context.getEndpoint("mock:in", MockEndpoint.class);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return bed.context.createProducerTemplate().request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeader(Whatsapp360Constants.TO, LENA);
            exchange.getIn().getHeaders().putAll(headers);
        });
    }

    private Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    private ReceivedMessage theMessage(Exchange sent) {
        assertThat(sent.getException()).isNull();
        List<ReceivedMessage> received = lena.awaitReceived(1, TestBed.LIMIT);
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    private void awaitOpenWindow() {
        await().atMost(TestBed.LIMIT).until(() -> "open"
                .equals(send("direct:window", "").getMessage().getBody(String.class)));
    }

    private long requests() {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().endsWith("/messages"))
                .count();
    }

    @Test
    void theWindowClosesTheMessageIsSentDirectlyAndTheCustomerAnswers() {
        Exchange sent = send("direct:late", "Your parcel is on its way");

        ReceivedMessage message = theMessage(sent);
        assertThat(message.text()).isEqualTo("Your parcel is on its way");
        assertThat(message.raw()).contains("\"category\":\"utility\"");
        bed.simulator.advance(Duration.ofMinutes(1));
        await().atMost(TestBed.LIMIT).until(() -> in().getReceivedCounter() >= 2);
        assertThat(in().getExchanges().get(1).getMessage().getHeaders())
                .containsEntry("CamelWhatsapp360Status", "delivered")
                .containsEntry("CamelWhatsapp360MessageId", message.wamid());

        lena.says("Thank you");

        await().atMost(TestBed.LIMIT).until(() -> in().getExchanges().stream()
                .anyMatch(each -> "Thank you".equals(each.getMessage().getBody(String.class))));
        assertThat(send("direct:late", "You are welcome").getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT).get(1).raw()).doesNotContain("category");
    }

    /** Its delivery opens no window: a second one in the form of an answer would be accepted and never arrive. */
    @Test
    void whatIsSentDirectlyOpensNoWindow() {
        send("direct:late", "Your parcel is on its way");
        bed.simulator.advance(Duration.ofMinutes(1));
        await().atMost(TestBed.LIMIT).until(() -> in().getReceivedCounter() >= 2);

        Exchange second = send("direct:late", "It is next door");

        assertThat(second.getException()).isNull();
        assertThat(second.getMessage().getHeader("CamelWhatsapp360WindowState")).isEqualTo("closed");
        assertThat(lena.awaitReceived(2, TestBed.LIMIT).get(1).raw()).contains("\"category\":\"utility\"");
    }

    @Test
    void buttonsOfBothKindsGoTogetherAndTheReplyIsRead() {
        ReceivedMessage message = theMessage(send(
                "direct:late",
                OutboundContent.interactive(
                        "Your parcel is on its way",
                        new InteractiveAction.MixedButtons(
                                List.of(new InteractiveAction.UrlButton("Track it", "https://example.com/t")),
                                List.of(Reply.of("Later"))))));

        lena.taps(message.wamid(), "Later");

        await().atMost(TestBed.LIMIT).until(() -> in().getExchanges().stream()
                .anyMatch(each -> "Later".equals(each.getMessage().getHeader("CamelWhatsapp360ButtonId"))));
    }

    @Test
    void aTimeToLiveIsReadInEveryNotationAndABlankOneIsNone() {
        for (Object ttl : new Object[] {"1h", "PT1H", 3_600_000, Duration.ofHours(1)}) {
            Exchange sent = send(
                    "direct:text",
                    "Hi",
                    Map.of("CamelWhatsapp360Category", "utility", "CamelWhatsapp360TimeToLive", ttl));
            assertThat(sent.getException()).as(String.valueOf(ttl)).isNull();
        }
        assertThat(send(
                                "direct:text",
                                "Hi",
                                Map.of("CamelWhatsapp360Category", "utility", "CamelWhatsapp360TimeToLive", " "))
                        .getException())
                .isNull();

        List<ReceivedMessage> received = lena.awaitReceived(5, TestBed.LIMIT);
        assertThat(received.subList(0, 4))
                .allSatisfy(each -> assertThat(each.raw()).contains("\"ttl_seconds\":3600"));
        assertThat(received.get(4).raw()).doesNotContain("ttl_seconds");
        assertThat(send(
                                "direct:text",
                                "Hi",
                                Map.of("CamelWhatsapp360Category", "utility", "CamelWhatsapp360TimeToLive", "PTsoon"))
                        .getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360TimeToLive");
    }

    @Test
    void theCategoryOfTheMessageNeedsNoWindow() {
        ReceivedMessage message = theMessage(send(
                "direct:text",
                OutboundMessage.of(OutboundContent.text("On its way"))
                        .withCategory(MessageCategory.utility)
                        .withTimeToLive(Duration.ofMinutes(5))));

        assertThat(message.raw()).contains("\"category\":\"utility\"", "\"ttl_seconds\":300");
    }

    @Test
    void aMapWithTheMembersNeedsNoWindow() {
        ReceivedMessage message = theMessage(send(
                "direct:text",
                Map.of(
                        "type",
                        "text",
                        "text",
                        Map.of("body", "On its way"),
                        "category",
                        "utility",
                        "direct_send_config",
                        Map.of("template_name", "parcel_out"))));

        assertThat(message.raw()).contains("\"template_name\":\"parcel_out\"");
    }

    @Test
    void theOptionsAreOfTheEndpointAndTheHeadersWin() {
        assertThat(theMessage(send("direct:utility", "On its way")).raw())
                .contains("\"category\":\"utility\"", "\"ttl_seconds\":3600");

        Exchange other = send(
                "direct:utility",
                "Code 123456",
                Map.of("CamelWhatsapp360Category", "authentication", "CamelWhatsapp360TimeToLive", "10m"));

        assertThat(other.getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT).get(1).raw())
                .contains("\"category\":\"authentication\"", "\"ttl_seconds\":600");
    }

    @Test
    void serviceNeedsTheWindowAndWhatDirectSendDoesNotTakeIsNotSent() {
        long before = requests();

        assertThat(send("direct:text", "Hello", Map.of("CamelWhatsapp360Category", "service"))
                        .getException())
                .isInstanceOf(WindowClosedException.class);
        assertThat(send("direct:late", OutboundContent.sticker(MediaRef.link("https://example.com/s.webp")))
                        .getException())
                .isInstanceOf(WindowClosedException.class);
        assertThat(send("direct:utility", OutboundContent.location(52.5, 13.4)).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("type");
        assertThat(send("direct:text", "Hello", Map.of("CamelWhatsapp360Category", "marketing"))
                        .getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("CamelWhatsapp360Category");
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void aTemplateIsSentWithoutTheCategoryOfTheEndpoint() {
        bed.simulator.addTemplate("plain", "en_US", "Please write to us again");

        ReceivedMessage message = theMessage(send(
                "direct:utility",
                "",
                Map.of("CamelWhatsapp360TemplateName", "plain", "CamelWhatsapp360TemplateLanguage", "en_US")));

        assertThat(message.raw()).doesNotContain("\"category\":\"utility\",\"ttl");
        assertThat(message.type()).isEqualTo("template");
    }

    @Test
    void aLongTextIsCutWhereDirectSendEnds() {
        Exchange sent = send("direct:utility", "word ".repeat(300));

        assertThat(sent.getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT)).hasSize(2);
    }

    @Test
    void aLongTextIsCutThereAlsoWhenTheWindowHappensToBeClosed() {
        Exchange sent = send("direct:late", "word ".repeat(300));

        assertThat(sent.getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT))
                .allSatisfy(part -> assertThat(part.raw()).contains("\"category\":\"utility\""));
        lena.says("Too long");
        awaitOpenWindow();
        send("direct:late", "word ".repeat(300));
        assertThat(lena.awaitReceived(3, TestBed.LIMIT).get(2).text()).hasSizeGreaterThan(1_400);
    }

    /** The window opens between two attempts: what was accepted is not sent again in other parts. */
    @Test
    void aRedeliveryGoesOnWithTheSameParts() throws Exception {
        bed.simulator.fault(
                Fault.slow(Duration.ofMillis(1)).on("POST", "/messages").times(1));
        bed.simulator.fault(Fault.refuse(131031).on("POST", "/messages").times(1));

        Exchange sent = bed.context.createProducerTemplate().send("direct:twice", exchange -> {
            exchange.getIn().setBody("word ".repeat(300));
            exchange.getIn().setHeader(Whatsapp360Constants.TO, LENA);
        });

        assertThat(sent.getException()).isNull();
        List<ReceivedMessage> parts = lena.awaitReceived(2, TestBed.LIMIT);
        assertThat(parts).hasSize(2);
        assertThat((parts.get(0).text() + " " + parts.get(1).text()).strip())
                .isEqualTo("word ".repeat(300).strip());
    }

    @Test
    void whereItIsNotEnabledTheAccountIsAtFault() {
        bed.simulator.turn(io.github.whatsapp360.simulator.world.Switch.DIRECT_SEND, false);

        assertThat(send("direct:late", "On its way").getException())
                .isInstanceOf(io.github.whatsapp360.client.AuthenticationException.class)
                .hasMessageContaining("Direct Send");
    }
}
