/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.interactive.Reply;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends of several parts that fail in their midst, and messages that are not even begun. */
class SeveralMessagesTest {

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:once").to("whatsapp360:support?to=491701234567");
                from("direct:unchecked").to("whatsapp360:support?to=491701234567&validate=false");
                from("direct:again")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("whatsapp360:support?to=491701234567");
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

    private Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> exchange.getIn().setBody(body));
    }

    private List<String> texts(int count) {
        return lena.awaitReceived(count, TestBed.LIMIT).stream()
                .map(ReceivedMessage::text)
                .toList();
    }

    private long requests() {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().equals("/messages"))
                .count();
    }

    private static List<OutboundContent> three() {
        return List.of(OutboundContent.text("one"), OutboundContent.text("two"), OutboundContent.text("three"));
    }

    @Test
    void theSecondOfThreeIsThrottledTwice() throws Exception {
        // The first fault is none: it only keeps the place of the first message.
        bed.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        bed.simulator.fault(Fault.refuse(130429).times(2).on("POST", "/messages"));

        Exchange sent = send("direct:once", three());

        assertThat(sent.getException()).isNull();
        assertThat(texts(3)).containsExactly("one", "two", "three");
        assertThat(requests()).isEqualTo(5);
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(3);
    }

    @Test
    void aRedeliveryGoesOnAtThePartThatFailed() {
        bed.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));

        Exchange sent = send("direct:again", three());

        assertThat(sent.getException()).isNull();
        assertThat(texts(3)).containsExactly("one", "two", "three");
        assertThat(requests()).isEqualTo(4);
    }

    @Test
    void aPermanentFailureTellsWhatWasSentBeforeIt() {
        bed.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        bed.simulator.fault(Fault.refuse(131026).times(2).on("POST", "/messages"));

        Exchange sent = send("direct:again", three());

        assertThat(sent.getException()).isInstanceOf(UndeliverableException.class);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("notSent");
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(1);
        assertThat(texts(1)).containsExactly("one");
    }

    @Test
    void aRedeliveryThatMayNotGoOnStillTellsWhatWasSentBefore() {
        bed.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        bed.simulator.fault(Fault.refuse(131047).on("POST", "/messages"));

        Exchange sent = send("direct:again", three());

        assertThat(sent.getException())
                .isInstanceOfSatisfying(WindowClosedException.class, own -> assertThat(own.code())
                        .isZero());
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(1);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void allEndpointsOfAnAccountShareItsPace() throws Exception {
        bed.component.getConfiguration().setMessagesPerSecond(1_000);
        for (int i = 0; i < 45; i++) {
            Object unused = template.asyncRequestBody("whatsapp360:paced?to=491701234567&validate=" + (i % 2 == 0), i);
        }
        await().atMost(TestBed.LIMIT).until(() -> requests() == 45);

        Object unused = template.asyncRequestBody("whatsapp360:paced?to=%2B491701234567", "one too many");

        await().atMost(TestBed.LIMIT).until(() -> bed.component.client("paced").waiting() == 1);
        assertThat(requests()).isEqualTo(45);
    }

    @Test
    void aMessageThatBreaksALimitIsNamedAndNotSent() {
        OutboundContent buttons = OutboundContent.buttons("Choose", new Reply("a", "A title that is too long"));
        Map<String, Object> json = Map.of("type", "text", "text", Map.of("body", "secret ".repeat(600)));

        for (Object body :
                List.of(buttons, OutboundMessage.of(buttons), List.of(OutboundContent.text("ok"), buttons))) {
            Exchange sent = send("direct:once", body);
            assertThat(sent.getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContainingAll(
                            "interactive.action.buttons[0].reply.title", "20 characters", "24 characters")
                    .hasMessageNotContaining("too long");
            assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                    .isEqualTo("notSent");
        }
        assertThat(send("direct:once", json).getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll("text.body", "4096", "4200")
                .hasMessageNotContaining("secret");
        assertThat(requests()).isZero();
    }

    @Test
    void withoutTheCheckTheApiDecides() {
        Exchange sent =
                send("direct:unchecked", OutboundContent.buttons("Choose", new Reply("a", "A title that is too long")));

        assertThat(requests()).isEqualTo(1);
        assertThat(sent.getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(((InvalidMessageException) sent.getException()).httpStatus()).isEqualTo(400);
    }

    @Test
    void aReadReceiptWrittenAsTheApiTakesItNeedsNoMessageId() {
        String wamid = lena.says("Again");

        Exchange sent = send("direct:once", Map.of("status", "read", "message_id", wamid));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("accepted");
    }
}
