/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Free text and template are decided alike, whether YAML, Java or the client itself sends them. */
class WindowRuleOfRoutesTest {

    private static final String LENA = "491701234567";
    private static final OutboundContent TEXT = OutboundContent.text("How are you?");
    private static final OutboundContent TEMPLATE = OutboundContent.template("reminder", "en_US");
    private static final String YAML = """
            - route:
                from:
                  uri: direct:text
                  steps:
                    - setBody: { constant: "How are you?" }
                    - to: whatsapp360:support?to=491701234567
            - route:
                from:
                  uri: direct:template
                  steps:
                    - to: whatsapp360:support?to=491701234567&templateName=reminder&templateLanguage=en_US
            """;

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    /** A way to send, which answers what became of it. */
    private interface Face {
        @Nullable
        Exception send(OutboundContent content);
    }

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
        bed.component.setClock(bed.simulator.clock());
        bed.simulator.addTemplate("reminder", "en_US", "Please write to us again");
        bed.simulator.turn(Switch.WINDOW_REFUSES_AT_ONCE, true);
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("routes.yaml", YAML));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
                from("direct:java").to("whatsapp360:support");
            }
        });
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer(LENA, "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private List<Face> faces() {
        return List.of(
                content ->
                        failure(template.request(content == TEXT ? "direct:text" : "direct:template", exchange -> {})),
                content -> failure(template.request(
                        "direct:java", exchange -> exchange.getIn().setBody(OutboundMessage.to(LENA, content)))),
                content -> bed.component
                        .client("support")
                        .send(OutboundMessage.to(LENA, content))
                        .handle((receipt, problem) ->
                                problem == null ? (Exception) null : Whatsapp360Exception.in(problem))
                        .join());
    }

    private static @Nullable Exception failure(Exchange exchange) {
        return exchange.getException();
    }

    private void lenaSays(String text) throws Exception {
        MockEndpoint events = bed.context.getEndpoint("mock:in", MockEndpoint.class);
        events.expectedMinimumMessageCount(events.getReceivedCounter() + 1);
        lena.says(text);
        events.assertIsSatisfied(TestBed.LIMIT.toMillis());
    }

    private long messagesOnTheWire() {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().endsWith("/messages"))
                .count();
    }

    @Test
    void allFacesSendInAnOpenWindowAndHoldBackInAClosedOne() throws Exception {
        lenaSays("Hi");
        for (Face face : faces()) {
            assertThat(face.send(TEXT)).isNull();
        }
        // Lena's message and three statuses of each answer: one that comes later would say that the window was open
        // then.
        bed.simulator.awaitDeliveries(
                all -> all.size() == 10 && all.stream().allMatch(delivery -> delivery.lastStatus() == 200),
                TestBed.LIMIT);

        bed.simulator.advance(Duration.ofHours(24));
        long before = messagesOnTheWire();
        for (Face face : faces()) {
            assertThat(face.send(TEXT))
                    .isInstanceOfSatisfying(WindowClosedException.class, held -> assertThat(held.code())
                            .isZero());
        }
        assertThat(messagesOnTheWire()).isEqualTo(before);

        for (Face face : faces()) {
            assertThat(face.send(TEMPLATE)).isNull();
        }
        assertThat(messagesOnTheWire()).isEqualTo(before + 3);
    }

    @Test
    void theClientTellsTheWindowThatTheOperationTells() throws Exception {
        lenaSays("Hi");
        Recipient recipient = Recipient.parse("+49 170 1234567");

        ServiceWindow open = bed.component.client("support").serviceWindow(recipient);

        assertThat(open.state()).isEqualTo(ServiceWindow.State.open);
        assertThat(template.requestBodyAndHeader(
                        "whatsapp360:support?operation=serviceWindow", null, "CamelWhatsapp360To", LENA))
                .isEqualTo(open);
        bed.simulator.advance(Duration.ofHours(24));
        assertThat(bed.component.client("support").serviceWindow(recipient)).isEqualTo(ServiceWindow.CLOSED);
        try (Whatsapp360Client alone = new Whatsapp360Client(ClientSettings.of("key"))) {
            assertThat(alone.serviceWindow(recipient)).isEqualTo(ServiceWindow.UNKNOWN);
        }
    }

    @Test
    void whatTheClientLearnsAllKnow() {
        Face client = faces().get(2);

        assertThat(client.send(TEXT))
                .isInstanceOfSatisfying(WindowClosedException.class, refused -> assertThat(refused.code())
                        .isEqualTo(131047));

        for (Face face : faces()) {
            assertThat(face.send(TEXT))
                    .isInstanceOfSatisfying(WindowClosedException.class, held -> assertThat(held.code())
                            .isZero());
        }
        assertThat(messagesOnTheWire()).isEqualTo(1);
    }
}
