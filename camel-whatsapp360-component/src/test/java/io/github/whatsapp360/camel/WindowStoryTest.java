/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.account.Account;
import io.github.whatsapp360.camel.internal.send.WindowPolicy;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.ServiceWindow.OpenedBy;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The window as a route lives it, against a simulator whose clock is moved. The routes take messages only, and no
 * statuses.
 */
class WindowStoryTest {

    private static final String LENA = "491701234567";

    @TempDir
    Path directory;

    private Runnable betweenAttempts = () -> {};
    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = open();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private TestBed open() throws Exception {
        TestBed opened = new TestBed().registered("support");
        opened.component.getConfiguration().setInbox("embedded");
        opened.component.setInboxDirectory(directory.toString());
        opened.component.setClock(opened.simulator.clock());
        opened.simulator.addTemplate("reminder", "en_US", "You asked: {{1}}");
        opened.simulator.addTemplate("plain", "en_US", "Please write to us again");
        template = opened.context.createProducerTemplate();
        lena = opened.simulator.customer(LENA, "Lena");
        return opened;
    }

    private void start() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
                from("direct:text").to("whatsapp360:support");
                from("direct:window").to("whatsapp360:support?operation=serviceWindow");
                from("direct:anyway").to("whatsapp360:support?whenWindowClosed=send");
                from("direct:template")
                        .to("whatsapp360:support?whenWindowClosed=template&windowTemplate=reminder/en_US");
                from("direct:plain").to("whatsapp360:support?whenWindowClosed=template&windowTemplate=plain/en_US");
                from("direct:again")
                        .onException(Whatsapp360Exception.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(exchange -> betweenAttempts.run())
                        .end()
                        .to("whatsapp360:support?whenWindowClosed=template&windowTemplate=reminder/en_US");
            }
        });
    }

    private void lenaSays(String text) {
        MockEndpoint events = bed.context.getEndpoint("mock:in", MockEndpoint.class);
        int before = events.getReceivedCounter();
        lena.says(text);
        await().atMost(TestBed.LIMIT).until(() -> events.getReceivedCounter() > before);
    }

    private Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeader(Whatsapp360Constants.TO, "+49 170 1234567");
        });
    }

    private ServiceWindow window() {
        return bed.component.account("support").windows().windowOf(WindowOwner.phone(LENA));
    }

    private void awaitWindow(State state) {
        await().atMost(TestBed.LIMIT).until(() -> window().state() == state);
    }

    private long messagesOnTheWire() {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().endsWith("/messages"))
                .count();
    }

    @Test
    void theUserWritesAndFreeTextArrivesFor24Hours() throws Exception {
        start();
        lenaSays("Hi");

        Exchange answered = send("direct:text", "Hello Lena");

        assertThat(answered.getException()).isNull();
        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).text()).isEqualTo("Hello Lena");
        assertThat(answered.getMessage().getHeader("CamelWhatsapp360WindowState"))
                .isEqualTo("open");
        assertThat(answered.getMessage().getHeader("CamelWhatsapp360WindowExpires", Instant.class))
                .isEqualTo(lena.windowUntil().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        long before = messagesOnTheWire();
        bed.simulator.advance(Duration.ofHours(24));

        Exchange late = send("direct:text", "Are you still there?");

        assertThat(late.getException()).isInstanceOf(WindowClosedException.class);
        assertThat(messagesOnTheWire()).isEqualTo(before);
        assertThat(late.getMessage().getHeaders())
                .containsEntry("CamelWhatsapp360WindowState", "closed")
                .containsEntry("CamelWhatsapp360SendOutcome", "notSent")
                .doesNotContainKey("CamelWhatsapp360WindowExpires");
    }

    @Test
    void inboundExchangesTellTheirWindow() throws Exception {
        start();
        lenaSays("Hi");

        Exchange exchange = bed.context
                .getEndpoint("mock:in", MockEndpoint.class)
                .getExchanges()
                .get(0);
        assertThat(exchange.getIn().getHeader("CamelWhatsapp360WindowState")).isEqualTo("open");
        assertThat(exchange.getIn().getHeader("CamelWhatsapp360WindowExpires"))
                .isEqualTo(exchange.getIn()
                        .getHeader("CamelWhatsapp360Timestamp", Instant.class)
                        .plus(Duration.ofHours(24)));
    }

    @Test
    void whatNeedsNoWindowGoesAnyTime() throws Exception {
        start();
        lenaSays("Hi");
        bed.simulator.advance(Duration.ofHours(24));

        assertThat(send("direct:text", OutboundContent.template("reminder", "en_US", "a question"))
                        .getException())
                .isNull();
        assertThat(send("direct:text", Map.of("status", "read", "message_id", "wamid.IN1"))
                        .getException())
                .isNotInstanceOf(WindowClosedException.class);
        assertThat(send("direct:anyway", "Hello").getException()).isNull();
    }

    @Test
    void aTemplateArrivesInstead() throws Exception {
        start();
        lenaSays("Hi");
        bed.simulator.advance(Duration.ofHours(24));

        assertThat(send("direct:template", "Is it\n\n   still broken?").getException())
                .isNull();
        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).text()).isEqualTo("You asked: Is it still broken?");
        awaitWindow(State.open);
        assertThat(window().openedBy()).isEqualTo(OpenedBy.template);
    }

    @Test
    void aTemplateWithoutParameterArrivesOnceInsteadOfManyParts() throws Exception {
        start();
        lenaSays("Hi");
        bed.simulator.advance(Duration.ofHours(24));

        Exchange sent = send("direct:plain", List.of("one", "two", OutboundContent.template("reminder", "en_US", "x")));

        assertThat(sent.getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT))
                .extracting(message -> message.text())
                .containsExactly("Please write to us again", "You asked: x");
    }

    @Test
    void aDeliveredTemplateOpensTheWindow() throws Exception {
        bed.simulator.turn(Switch.TEMPLATE_OPENS_WINDOW, true);
        start();
        lenaSays("Hi");
        bed.simulator.advance(Duration.ofHours(24));
        assertThat(send("direct:template", "still broken?").getException()).isNull();
        awaitWindow(State.open);

        assertThat(send("direct:text", "free again").getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT).get(1).text()).isEqualTo("free again");
    }

    @Test
    void aDeliveredTemplateOpensNothingForThoseWhoDoNotBelieveSo() throws Exception {
        bed.component.getConfiguration().setTemplateOpensWindow(false);
        start();
        lenaSays("Hi");
        bed.simulator.advance(Duration.ofHours(24));
        assertThat(send("direct:template", "still broken?").getException()).isNull();
        bed.simulator.awaitDeliveries(
                deliveries -> deliveries.stream().anyMatch(each -> each.body().contains("\"read\"")), TestBed.LIMIT);

        assertThat(window().state()).isEqualTo(State.closed);
        assertThat(send("direct:text", "free again").getException()).isInstanceOf(WindowClosedException.class);
    }

    @Test
    void aStatusThatReportsTheClosedWindowClosesItAtOnce() throws Exception {
        start();
        assertThat(window().state()).isEqualTo(State.unknown);

        Exchange unknown = send("direct:text", "Hello, stranger");

        assertThat(unknown.getException()).isNull();
        assertThat(unknown.getMessage().getHeader("CamelWhatsapp360WindowState"))
                .isEqualTo("unknown");
        awaitWindow(State.closed);
        assertThat(send("direct:text", "Hello again").getException()).isInstanceOf(WindowClosedException.class);
        lenaSays("Hi");
        assertThat(send("direct:text", "Hello again").getException()).isNull();
    }

    @Test
    void anAnswerThatReportsTheClosedWindowClosesItAtOnce() throws Exception {
        bed.simulator.turn(Switch.WINDOW_REFUSES_AT_ONCE, true);
        start();

        Exchange refused = send("direct:text", "Hello, stranger");

        assertThat(refused.getException()).isInstanceOf(WindowClosedException.class);
        assertThat(refused.getException(WindowClosedException.class).code()).isEqualTo(131047);
        assertThat(refused.getMessage().getHeader("CamelWhatsapp360WindowState"))
                .isEqualTo("closed");
        long before = messagesOnTheWire();
        assertThat(send("direct:text", "Hello again")
                        .getException(WindowClosedException.class)
                        .code())
                .isZero();
        assertThat(messagesOnTheWire()).isEqualTo(before);
    }

    @Test
    void theWindowIsKnownUnderTheNewNumber() throws Exception {
        start();
        lenaSays("Hi");
        lena.changesNumberTo("491709999999");

        await().atMost(TestBed.LIMIT)
                .until(() -> bed.component
                                .account("support")
                                .windows()
                                .windowOf(WindowOwner.phone("491709999999"))
                                .state()
                        == State.open);
        assertThat(window().state()).isNotEqualTo(State.open);
    }

    @Test
    void theOperationTellsTheWindowOfTheRecipient() throws Exception {
        start();
        lenaSays("Hi");

        Exchange asked = send("direct:window", null);

        assertThat(asked.getMessage().getBody(ServiceWindow.class)).isEqualTo(window());
        assertThat(window().openedBy()).isEqualTo(OpenedBy.user);
        assertThat(asked.getMessage().getHeader("CamelWhatsapp360WindowState")).isEqualTo("open");
    }

    @Test
    void aRouteSendsWhatWasRefusedLateAgainAsATemplateOnce() throws Exception {
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:notify")
                        .setHeader("CamelWhatsapp360CallbackData", simple("${body}"))
                        .to("whatsapp360:support");
                from("whatsapp360:support?events=status:failed")
                        .choice()
                        .when(simple("${header.CamelWhatsapp360ErrorCode} == 131047 && ${body.callbackData} != null"))
                        .setHeader("CamelWhatsapp360To", simple("${header.CamelWhatsapp360RecipientId}"))
                        .setBody(simple("${body.callbackData}"))
                        .to("whatsapp360:support?templateName=reminder&templateLanguage=en_US")
                        .to("mock:again");
            }
        });
        start();

        assertThat(send("direct:notify", "The parcel is here").getException()).isNull();

        assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).text()).isEqualTo("You asked: The parcel is here");
        MockEndpoint again = bed.context.getEndpoint("mock:again", MockEndpoint.class);
        await().atMost(TestBed.LIMIT).until(() -> again.getReceivedCounter() == 1);
    }

    @Test
    void aRestartRemembers() throws Exception {
        start();
        lenaSays("Hi");
        Instant expires = window().expires();
        bed.close();

        bed = open();
        start();

        assertThat(window().expires()).isEqualTo(expires);
    }

    @Test
    void whatATemplateHasSaidIsNotSentAgainWhenTheWindowHasOpened() throws Exception {
        start();
        lenaSays("Hi");
        bed.simulator.advance(Duration.ofHours(25));
        betweenAttempts = () -> {
            bed.simulator.addTemplate("later", "en_US", "Good bye");
            lenaSays("Here I am");
        };

        Exchange sent = send("direct:again", List.of("one", OutboundContent.template("later", "en_US"), "two"));

        assertThat(sent.getException()).isNull();
        assertThat(lena.awaitReceived(2, TestBed.LIMIT))
                .extracting(ReceivedMessage::text)
                .containsExactly("You asked: one two", "Good bye");
        assertThat((List<?>) sent.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(2);
    }

    @Test
    void windowTemplateIsCheckedAtStart() {
        Whatsapp360Configuration options = new Whatsapp360Configuration();
        options.setWhenWindowClosed(WhenWindowClosed.template);
        Account account = bed.component.account("support");

        for (String wrong : new String[] {null, "reminder", "reminder/", "a/b/c"}) {
            options.setWindowTemplate(wrong);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new WindowPolicy(account, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Account 'support': ")
                    .hasMessageContaining("reminder/en_US");
        }
    }
}
