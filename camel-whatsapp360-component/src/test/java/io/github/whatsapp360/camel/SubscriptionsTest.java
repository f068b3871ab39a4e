/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.SupervisingRouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for whom while routes come and go, over real HTTP. */
class SubscriptionsTest {

    private static final String LENA = "491701234567";

    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final List<String> statuses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean mayStart = new AtomicBoolean(true);

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    /** Route A takes messages. */
    private RouteBuilder messageRoute(boolean autoStartup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10")
                        .routeId("A")
                        .autoStartup(autoStartup)
                        .process(new FailingStart(mayStart))
                        .process(exchange -> messages.add(exchange.getIn().getBody(String.class)));
            }
        };
    }

    /** Route B takes statuses, and starts before A. */
    private RouteBuilder statusRoute() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=status&redeliveryDelay=10")
                        .routeId("B")
                        .startupOrder(1)
                        .process(exchange -> statuses.add(
                                exchange.getIn().getHeader(Whatsapp360Constants.MESSAGE_ID, String.class)));
            }
        };
    }

    private void deliverMessages(int from, int to) throws Exception {
        for (int i = from; i <= to; i++) {
            assertThat(bed.deliver("support", TestBed.text("wamid.M" + i, LENA, "m" + i))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private void deliverStatus(String id) throws Exception {
        assertThat(bed.deliver("support", TestBed.status(id, "delivered")).statusCode())
                .isEqualTo(200);
    }

    private void allSixRan() {
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(messages)
                .isEqualTo(IntStream.rangeClosed(1, 6).mapToObj(i -> "m" + i).toList()));
    }

    @Test
    void aRouteThatIsStartedLaterByHandGetsAll() throws Exception {
        bed.context.addRoutes(messageRoute(false));
        bed.start(statusRoute());
        deliverMessages(1, 5);
        deliverStatus("wamid.OUT1");
        await().atMost(TestBed.LIMIT).until(() -> statuses.size() == 1);
        deliverMessages(6, 6);
        assertThat(messages).isEmpty();

        bed.context.getRouteController().startRoute("A");

        allSixRan();
    }

    @Test
    void aRouteWhoseStartFailsAtFirstGetsAll() throws Exception {
        mayStart.set(false);
        SupervisingRouteController supervising =
                bed.context.getRouteController().supervising();
        supervising.setInitialDelay(0);
        supervising.setBackOffDelay(50);
        bed.context.addRoutes(messageRoute(true));
        bed.start(statusRoute());
        await().atMost(TestBed.LIMIT)
                .until(() -> bed.deliver("support", TestBed.status("wamid.OUT1", "delivered"))
                                .statusCode()
                        == 200);
        deliverMessages(1, 6);
        await().atMost(TestBed.LIMIT).until(() -> statuses.size() == 1);
        assertThat(messages).isEmpty();

        mayStart.set(true);

        allSixRan();
    }

    @Test
    void aRouteThatIsStoppedRemovedAndAddedAgainGetsAll() throws Exception {
        bed.context.addRoutes(statusRoute());
        bed.start(messageRoute(true));
        bed.context.getRouteController().stopRoute("A");
        deliverMessages(1, 5);
        assertThat(bed.context.removeRoute("A")).isTrue();
        deliverMessages(6, 6);
        deliverStatus("wamid.OUT1");
        await().atMost(TestBed.LIMIT).until(() -> statuses.size() == 1);
        assertThat(bed.component.account("support").subscriptions().states())
                .containsEntry("A", "ORPHANED")
                .containsEntry("B", "RUNNING");

        bed.context.addRoutes(messageRoute(true));

        allSixRan();
    }

    @Test
    void whatWaitedBeforeTheApplicationEndedIsKeptForTheSameRoute(@TempDir Path directory) throws Exception {
        bed.component.getConfiguration().setInbox("embedded");
        bed.component.setInboxDirectory(directory.toString());
        bed.context.addRoutes(messageRoute(false));
        bed.start(statusRoute());
        deliverMessages(1, 6);
        bed.close();

        bed = new TestBed();
        bed.component.getConfiguration().setInbox("embedded");
        bed.component.setInboxDirectory(directory.toString());
        bed.context.addRoutes(messageRoute(false));
        bed.start(statusRoute());
        bed.context.getRouteController().startRoute("A");

        allSixRan();
    }

    @Test
    void aSubscriptionThatDoesNotRunDelaysNoOther() throws Exception {
        List<String> other = Collections.synchronizedList(new ArrayList<>());
        bed.context.addRoutes(messageRoute(true));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support")
                        .routeId("other")
                        .process(exchange -> other.add(exchange.getIn().getBody(String.class)));
            }
        });
        bed.context.getRouteController().suspendRoute("A");
        deliverMessages(1, 3);
        await().atMost(TestBed.LIMIT).until(() -> other.size() == 3);
        bed.context.getRouteController().stopRoute("A");
        deliverMessages(4, 6);
        await().atMost(TestBed.LIMIT).until(() -> other.size() == 6);
        assertThat(messages).isEmpty();

        bed.context.getRouteController().startRoute("A");

        allSixRan();
        assertThat(other).isEqualTo(messages);
    }

    /** Otherwise the failed event of a route that has stopped would hold up its customer everywhere. */
    @Test
    void theFailedEventOfAStoppedRouteHoldsUpNoOther() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        bed.context.addRoutes(messageRoute(true));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("failing").process(exchange -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("down");
                });
            }
        });
        deliverMessages(1, 1);
        await().atMost(TestBed.LIMIT).until(() -> attempts.get() > 0 && messages.size() == 1);
        bed.context.getRouteController().stopRoute("failing");

        deliverMessages(2, 6);

        allSixRan();
    }

    @Test
    void withoutAnInboxADeliveryForARouteThatDoesNotRunIsAnswered503AtOnce() throws Exception {
        bed.component.getConfiguration().setInbox("none");
        bed.context.addRoutes(messageRoute(true));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("other").to("mock:other");
            }
        });
        bed.context.getRouteController().suspendRoute("A");
        long begin = System.nanoTime();

        assertThat(bed.deliver("support", TestBed.text("wamid.M1", LENA, "m1")).statusCode())
                .isEqualTo(503);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        bed.context.getRouteController().resumeRoute("A");
        deliverMessages(1, 6);
        assertThat(messages).hasSize(6);
    }

    /** For a while, because it may be about to be replaced; then nobody takes its events, and no route has to. */
    @Test
    void withoutAnInboxARemovedRouteIsWaitedForAWhileOnly() throws Exception {
        SettableClock clock = new SettableClock();
        bed.component.setClock(clock);
        bed.component.getConfiguration().setInbox("none");
        bed.context.addRoutes(messageRoute(true));
        bed.start(statusRoute());
        bed.context.getRouteController().stopRoute("A");
        clock.advance(Duration.ofHours(1));
        assertThat(answerTo("wamid.M1")).isEqualTo(503);

        assertThat(bed.context.removeRoute("A")).isTrue();
        assertThat(answerTo("wamid.M1")).isEqualTo(503);
        bed.context.addRoutes(messageRoute(true));
        assertThat(answerTo("wamid.M1")).isEqualTo(200);
        assertThat(messages).containsExactly("m1");

        bed.context.getRouteController().stopRoute("A");
        assertThat(bed.context.removeRoute("A")).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(answerTo("wamid.M2")).isEqualTo(200);
        deliverStatus("wamid.OUT1");
        assertThat(statuses).containsExactly("wamid.OUT1");

        bed.context.addRoutes(messageRoute(true));
        assertThat(answerTo("wamid.M3")).isEqualTo(200);
        assertThat(messages).hasSize(2);
    }

    private int answerTo(String id) throws Exception {
        return bed.deliver("support", TestBed.text(id, LENA, "m1")).statusCode();
    }

    /** 200 means that it is kept, 503 that 360dialog repeats it. */
    @Test
    void aDeliveryThatEndsAfterTheRouteWasStoppedIsKeptOrRefused() throws Exception {
        bed.start(messageRoute(true));
        byte[] body = TestBed.text("wamid.M1", LENA, "m1").getBytes(UTF_8);
        String secret = WebhookSecurity.derivedSecret(TestBed.KEY, "support");
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("POST", "/whatsapp360/support", Map.of(WebhookSecurity.SECRET_HEADER, secret))
                    .line("Content-Length: " + body.length)
                    .line("")
                    .send(Arrays.copyOf(body, 100));
            bed.context.getRouteController().stopRoute("A");
            int status = http.send(Arrays.copyOfRange(body, 100, body.length))
                    .answer()
                    .status();
            assertThat(status).isIn(200, 503);
            bed.context.getRouteController().startRoute("A");
            if (status == 503) {
                deliverMessages(1, 1);
            }
        }
        deliverMessages(2, 6);

        allSixRan();
    }

    @Test
    void consumersThatHaveStoppedAreForgotten() throws Exception {
        bed.start(messageRoute(true));
        for (int i = 0; i < 20; i++) {
            bed.context.getRouteController().stopRoute("A");
            bed.context.getRouteController().startRoute("A");
        }
        deliverMessages(1, 6);

        allSixRan();
        assertThat(bed.component.account("support").subscriptions().states()).hasSize(1);
    }

    @Test
    void twoRoutesWithoutAnIdThatTakeTheSameAreToldApartAtTheStart() {
        assertThatThrownBy(() -> bed.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("whatsapp360:support").to("mock:one");
                        from("whatsapp360:support").to("mock:two");
                    }
                }))
                .hasStackTraceContaining("Account 'support': Two consumers have the subscription 'message'")
                .hasStackTraceContaining("option subscription");
    }

    /** Otherwise no route of the account could start any more, and no delivery be stored. */
    @Test
    void aRouteThatTakesWhatDoesNotExistIsRefusedAndConcernsNoOther() throws Exception {
        bed.start(messageRoute(true));

        assertThatThrownBy(() -> bed.context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("whatsapp360:support?events=mesage")
                                .routeId("wrong")
                                .to("mock:wrong");
                    }
                }))
                .hasStackTraceContaining("Account 'support': events=mesage: there is no family 'mesage'");

        deliverMessages(1, 6);
        allSixRan();
    }

    @Test
    void theNameIsTheOneGivenOrTheRoutesIdOrWhatTheConsumerTakes() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?subscription=crm").routeId("first").to("mock:one");
                from("whatsapp360:support").routeId("second").to("mock:two");
                from("whatsapp360:support?events=status:read, message").to("mock:three");
            }
        });

        assertThat(bed.component.account("support").subscriptions().states())
                .containsOnlyKeys("crm", "second", "message,status:read");
    }

    @Test
    void orphanedEventsAreCountedAndHandedOver() throws Exception {
        bed.context.addRoutes(messageRoute(false));
        bed.start(statusRoute());
        deliverMessages(1, 6);
        assertThat(bed.context.removeRoute("A")).isTrue();
        ReceiverView view = new ReceiverView(bed.component.account("support"));
        assertThat(view.orphaned()).isEqualTo(6);
        assertThat(view.subscriptions()).containsEntry("A", "ORPHANED, 6 waiting");
        assertThatThrownBy(() -> view.handOverOrphaned("A", "nobody"))
                .hasMessageStartingWith("Account 'support': No route has");
        assertThatThrownBy(() -> view.purgeOrphaned("B"))
                .hasMessageStartingWith("Account 'support': ")
                .hasMessageContaining("a route has this subscription");

        assertThat(view.handOverOrphaned("A", "B")).isEqualTo(6);

        await().atMost(TestBed.LIMIT).until(() -> statuses.size() == 6);
        assertThat(statuses.get(0)).isEqualTo("wamid.M1");
        assertThat(view.orphaned()).isZero();
    }
}
