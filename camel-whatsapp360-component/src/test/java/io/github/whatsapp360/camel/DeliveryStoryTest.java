/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.delivery.TestKeys;
import io.github.whatsapp360.client.DeliveryTimeoutException;
import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.event.DeliveryEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.world.Switch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that wait for what becomes of their messages, and events that tell it. */
class DeliveryStoryTest {

    private static final String LENA = "491701234567";

    @TempDir
    Path directory;

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    /** Learned from the first delivery. */
    private String phoneNumberId;

    @BeforeEach
    void setUp() throws Exception {
        bed = open();
        phoneNumberId = bed.simulator.number().phoneNumberId();
        lena.says("Hi");
        awaitMessages(1);
    }

    private void awaitMessages(int count) {
        MockEndpoint messages = bed.context.getEndpoint("mock:messages", MockEndpoint.class);
        await().atMost(TestBed.LIMIT).until(() -> messages.getReceivedCounter() >= count);
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private TestBed open() throws Exception {
        TestBed opened = new TestBed().registered("support");
        opened.component.getConfiguration().setInbox("embedded");
        opened.component.setInboxDirectory(directory.toString());
        opened.component.getConfiguration().setWhenWindowClosed(WhenWindowClosed.send);
        template = opened.context.createProducerTemplate();
        lena = opened.simulator.customer(LENA, "Lena");
        opened.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=message").routeId("messages").to("mock:messages");
                from("whatsapp360:support?events=status").routeId("statuses").to("mock:statuses");
                from("whatsapp360:support?events=delivery")
                        .routeId("deliveries")
                        .to("mock:deliveries");
                from("direct:sent").to("whatsapp360:support?waitFor=sent&waitTimeout=20s");
                from("direct:delivered").to("whatsapp360:support?waitFor=delivered&waitTimeout=20s");
                from("direct:read").to("whatsapp360:support?waitFor=read&waitTimeout=20s");
                from("direct:reply").to("whatsapp360:support?waitFor=reply&waitTimeout=20s");
                from("direct:soon").to("whatsapp360:support?waitFor=read&waitTimeout=500");
                from("direct:soonOrFail").to("whatsapp360:support?waitFor=read&waitTimeout=500&onWaitTimeout=fail");
                from("direct:tracked").to("whatsapp360:support?trackDelivery=true");
                from("direct:impatient").to("whatsapp360:support?trackDelivery=true&deliveryTimeout=1s");
                from("direct:plain").to("whatsapp360:support");
                from("direct:known").to("whatsapp360:support?operation=sentMessage");
            }
        });
        return opened;
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeader(Whatsapp360Constants.TO, "+49 170 1234567");
            exchange.getIn().getHeaders().putAll(headers);
        });
    }

    private Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    private static String delivery(Exchange exchange) {
        return exchange.getMessage().getHeader(Whatsapp360Constants.DELIVERY, String.class);
    }

    private List<DeliveryEvent> deliveries() {
        return bed.context.getEndpoint("mock:deliveries", MockEndpoint.class).getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(DeliveryEvent.class))
                .toList();
    }

    private void awaitDeliveries(int count) {
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(deliveries())
                .extracting(DeliveryEvent::correlationId)
                .hasSize(count));
    }

    private SentMessage known(String id) {
        return template.requestBody("direct:known", id, SentMessage.class);
    }

    @Test
    void theRouteContinuesWhenTheMessageIsDelivered() {
        Exchange exchange = send("direct:delivered", "Hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello");
        assertThat(delivery(exchange)).isIn("delivered", "read");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.DELIVERED_AT))
                .isInstanceOf(Instant.class);
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.SEND_OUTCOME))
                .isEqualTo("accepted");
        SentMessage known = known(exchange.getMessage().getHeader(Whatsapp360Constants.SENT_MESSAGE_ID, String.class));
        assertThat(known.state().isDelivered()).isTrue();
        assertThat(known.customer()).isEqualTo(LENA);
        assertThat(known.key()).isEqualTo(exchange.getMessage().getHeader(Whatsapp360Constants.SENT_MESSAGE_KEY));
    }

    @Test
    void theRouteContinuesWhenTheMessageIsRead() {
        Exchange exchange = send("direct:read", "Hello");

        assertThat(delivery(exchange)).isEqualTo("read");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.READ_AT))
                .isInstanceOf(Instant.class);
    }

    @Test
    void aHeaderDecidesWhatTheRouteWaitsFor() {
        assertThat(delivery(send("direct:plain", "Hello"))).isNull();
        assertThat(delivery(send("direct:plain", "Hello", Map.of(Whatsapp360Constants.WAIT_FOR, "read"))))
                .isEqualTo("read");
    }

    @Test
    void aMessageThatFailsLaterIsTheExceptionThatARefusalWouldHaveBeen() {
        bed.simulator.fault(Fault.failLater(131049));
        Exchange withheld = send("direct:delivered", "Offer");
        bed.simulator.fault(Fault.failLater(131047));
        Exchange closed = send("direct:delivered", "Hello");

        assertThat(withheld.getException()).isInstanceOf(UndeliverableException.class);
        assertThat(((Whatsapp360Exception) withheld.getException()).code()).isEqualTo(131049);
        assertThat(delivery(withheld)).isEqualTo("failed");
        assertThat(withheld.getMessage().getHeader(Whatsapp360Constants.DELIVERY_PROBLEM, String.class))
                .contains("131049");
        assertThat(closed.getException()).isInstanceOf(WindowClosedException.class);
    }

    @Test
    void afterTheTimeOutTheRouteContinuesOrFails() {
        bed.simulator.turn(Switch.READ_RECEIPTS, false);

        Exchange continued = send("direct:soon", "Hello");
        Exchange failed = send("direct:soonOrFail", "Hello");

        assertThat(continued.getException()).isNull();
        assertThat(delivery(continued)).isEqualTo("timeout");
        assertThat(failed.getException()).isInstanceOf(DeliveryTimeoutException.class);
        assertThat(((Whatsapp360Exception) failed.getException()).outcome()).isEqualTo(SendOutcome.accepted);
        assertThat(failed.getMessage().getHeader(Whatsapp360Constants.SEND_OUTCOME))
                .isEqualTo("accepted");
    }

    @Test
    void severalPartsAreThereWhenEachIs() {
        Exchange exchange = send("direct:delivered", List.of("one", "two", "three"));

        assertThat(exchange.getException()).isNull();
        assertThat(delivery(exchange)).isIn("delivered", "read");
        List<?> ids = exchange.getMessage().getHeader(Whatsapp360Constants.SENT_MESSAGE_IDS, List.class);
        assertThat(ids).hasSize(3).allSatisfy(id -> assertThat(
                        known(id.toString()).state().isDelivered())
                .isTrue());
    }

    @Test
    void aReplyBecomesTheBody() {
        lena.goesOffline();
        CompletableFuture<Exchange> asked =
                CompletableFuture.supplyAsync(() -> send("direct:reply", "May I order 40 chairs?"));
        lena.comesOnline();
        lena.awaitReceived(1, TestBed.LIMIT);
        lena.says("Yes");

        Exchange answered = asked.join();
        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isInstanceOf(InboundMessage.class);
        assertThat(answered.getMessage().getBody(String.class)).isEqualTo("Yes");
        assertThat(delivery(answered)).isIn("delivered", "read");
    }

    @Test
    void duplicatesAndAnotherOrderChangeNothing() {
        bed.simulator.turn(Switch.DUPLICATES, true).turn(Switch.REORDER, true);

        for (int i = 0; i < 5; i++) {
            assertThat(delivery(send("direct:read", "Hello " + i))).isEqualTo("read");
        }
    }

    @Test
    void aSendWithoutAnAnswerIsSettledByItsStatus() {
        bed.simulator.fault(Fault.connection(Transport.RESET_AFTER_EFFECT).on("POST", "/messages"));

        Exchange exchange = send("direct:delivered", "Hello");

        assertThat(exchange.getException()).isNull();
        assertThat(delivery(exchange)).isIn("delivered", "read");
        assertThat(exchange.getMessage().getHeader(Whatsapp360Constants.SENT_MESSAGE_ID, String.class))
                .startsWith("wamid.");
        assertThat(lena.received()).hasSize(1);
    }

    @Test
    void aTrackedSendWithoutAnAnswerEndsUnknownAndItsEventTellsThatItArrived() {
        bed.simulator.fault(Fault.connection(Transport.RESET_AFTER_EFFECT).on("POST", "/messages"));

        Exchange exchange = send("direct:tracked", "Hello", Map.of(Whatsapp360Constants.CORRELATION_ID, "order-7"));

        assertThat(exchange.getException()).isInstanceOf(UnknownOutcomeException.class);
        await().atMost(TestBed.LIMIT).until(() -> deliveries().size() == 1);
        assertThat(deliveries().get(0).outcome()).isEqualTo("delivered");
        assertThat(deliveries().get(0).correlationId()).isEqualTo("order-7");
        assertThat(lena.received()).hasSize(1);
        assertThat(known("order-7").messageId()).isNotNull();
    }

    @Test
    void eachTrackedMessageCausesOneEvent() throws Exception {
        for (int i = 0; i < 10; i++) {
            send("direct:tracked", "Hello", Map.of(Whatsapp360Constants.CORRELATION_ID, "order-" + i));
        }
        bed.simulator.fault(Fault.failLater(131026));
        send("direct:tracked", "Hello", Map.of(Whatsapp360Constants.CORRELATION_ID, "order-failed"));
        awaitDeliveries(11);
        lena.goesOffline();
        send("direct:impatient", "Hello", Map.of(Whatsapp360Constants.CORRELATION_ID, "order-late"));

        awaitDeliveries(12);
        assertThat(deliveries())
                .extracting(each -> each.correlationId() + " " + each.outcome())
                .contains("order-0 delivered", "order-9 delivered", "order-failed failed", "order-late timeout")
                .doesNotHaveDuplicates();
        assertThat(deliveries().stream().filter(each -> each.problem() != null).map(DeliveryEvent::errorCode))
                .containsExactly(131026);
        // WhatsApp reports on different messages in any order, so the event is found by its correlation id.
        assertThat(bed.context
                        .getEndpoint("mock:deliveries", MockEndpoint.class)
                        .getReceivedExchanges())
                .extracting(each -> each.getMessage().getHeaders())
                .filteredOn(headers -> "order-0".equals(headers.get(Whatsapp360Constants.CORRELATION_ID)))
                .singleElement(MAP)
                .containsEntry(Whatsapp360Constants.EVENT_NAME, "delivery:delivered")
                .containsEntry(Whatsapp360Constants.DELIVERY, "delivered");
    }

    @Test
    void anEventComesOnceAlsoAfterARestart() throws Exception {
        lena.goesOffline();
        send("direct:tracked", "Hello", Map.of(Whatsapp360Constants.CORRELATION_ID, "order-1"));
        SentMessage waiting = known("order-1");
        assertThat(waiting.state()).isIn(DeliveryState.accepted, DeliveryState.sent);
        bed.close();

        bed = open();
        assertThat(bed.deliver("support", status(waiting, "delivered")).statusCode())
                .isEqualTo(200);
        assertThat(bed.deliver("support", status(waiting, "read")).statusCode()).isEqualTo(200);

        await().atMost(TestBed.LIMIT).until(() -> deliveries().size() == 1);
        assertThat(deliveries().get(0).outcome()).isEqualTo("delivered");
        assertThat(deliveries().get(0).correlationId()).isEqualTo("order-1");
        bed.close();
        bed = open();
        assertThat(bed.deliver("support", status(waiting, "read")).statusCode()).isEqualTo(200);
        assertThat(bed.deliver("support", own(TestBed.text("wamid.next", LENA, "Thanks")))
                        .statusCode())
                .isEqualTo(200);
        awaitMessages(1);
        assertThat(known("order-1").state()).isEqualTo(DeliveryState.read);
        assertThat(deliveries()).isEmpty();
    }

    /** A delivery to this number. */
    private String own(String body) {
        return body.replace("401122334455667", phoneNumberId);
    }

    private String status(SentMessage message, String status) {
        return own(TestBed.status(String.valueOf(message.messageId()), status)
                .replace(
                        "\"recipient_id\"",
                        "\"biz_opaque_callback_data\":\"" + TestKeys.prefix(message.key()) + "\",\"recipient_id\""));
    }

    @Test
    void callbackDataOf490CharactersComesBackUnchanged() {
        String data = "é\"\\/ \n" + "x".repeat(484);
        MockEndpoint statuses = bed.context.getEndpoint("mock:statuses", MockEndpoint.class);

        send("direct:read", "Hello", Map.of(Whatsapp360Constants.CALLBACK_DATA, data));
        send("direct:read", "Hello again");
        await().atMost(TestBed.LIMIT).until(() -> statuses.getReceivedCounter() >= 6);

        for (Exchange exchange : statuses.getReceivedExchanges()) {
            MessageStatus status = exchange.getMessage().getBody(MessageStatus.class);
            assertThat(status.callbackData()).isIn(data, null);
            assertThat(exchange.getMessage().getBody(String.class)).doesNotContain("w360:");
            assertThat(status.raw().text()).doesNotContain("w360:");
            Map<?, ?> json = exchange.getMessage().getBody(Map.class);
            assertThat(json.get("biz_opaque_callback_data")).isIn(data, null);
        }
        assertThat(statuses.getReceivedExchanges())
                .extracting(exchange ->
                        exchange.getMessage().getBody(MessageStatus.class).callbackData())
                .contains(data);
    }

    @Test
    void callbackDataThatLeavesNoRoomForTheKeyIsRefusedBeforeAnythingIsSent() {
        Exchange exchange =
                send("direct:read", List.of("one", "two"), Map.of(Whatsapp360Constants.CALLBACK_DATA, "x".repeat(491)));

        assertThat(exchange.getException()).hasMessageContaining("491").hasMessageContaining("490");
        assertThat(lena.received()).isEmpty();
        assertThat(bed.simulator.requests().stream()
                        .filter(request -> request.path().endsWith("/messages")))
                .isEmpty();
    }

    @Test
    void whenTheContextStopsWhatWaitsContinuesOnceWithoutWaitingForTheTimeOut() throws Exception {
        lena.goesOffline();
        CompletableFuture<Exchange> waiting = template.asyncSend("direct:read", exchange -> {
            exchange.getIn().setBody("Hello");
            exchange.getIn().setHeader(Whatsapp360Constants.TO, "+49 170 1234567");
            exchange.getIn().setHeader(Whatsapp360Constants.CORRELATION_ID, "order-1");
        });
        await().atMost(TestBed.LIMIT)
                .until(() -> known("order-1") != null && known("order-1").state() == DeliveryState.sent);

        bed.context.stop();

        assertThat(waiting).succeedsWithin(TestBed.LIMIT);
        assertThat(waiting.join().getException()).isNull();
        assertThat(delivery(waiting.join())).isEqualTo("timeout");
    }

    @Test
    void aFutureOfTheClientCompletesOnDelivery() {
        Whatsapp360Client client = bed.component.client("support");
        OutboundMessage message =
                OutboundMessage.of(OutboundContent.text("Hello")).withTo(Recipient.waId(LENA));

        assertThat(client.sendAndAwait(message, WaitFor.delivered, TestBed.LIMIT))
                .succeedsWithin(TestBed.LIMIT)
                .satisfies(sent -> assertThat(sent.state().isDelivered()).isTrue());
        bed.simulator.fault(Fault.failLater(131049));
        assertThat(client.sendAndAwait(message, WaitFor.delivered, TestBed.LIMIT))
                .failsWithin(TestBed.LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(UndeliverableException.class);
    }

    @Test
    void aRedeliveryAfterATimeOutWaitsAgainAndSendsNothingTwice() throws Exception {
        lena.goesOffline();
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(1)
                                .redeliveryDelay(0)
                                .onRedelivery(exchange -> lena.comesOnline()))
                        .to("whatsapp360:support?waitFor=delivered&waitTimeout=2s&onWaitTimeout=fail");
            }
        });

        Exchange exchange = send("direct:again", "Hello");

        assertThat(bed.simulator.requests().stream()
                        .filter(request -> request.path().endsWith("/messages")))
                .hasSize(1);
        assertThat(delivery(exchange)).isIn("delivered", "read", "timeout");
    }

    @Test
    void whatNobodyTrackedIsNotKnown() {
        String id = send("direct:plain", "Hello")
                .getMessage()
                .getHeader(Whatsapp360Constants.SENT_MESSAGE_ID, String.class);

        assertThat(known(id)).isNull();
    }
}
