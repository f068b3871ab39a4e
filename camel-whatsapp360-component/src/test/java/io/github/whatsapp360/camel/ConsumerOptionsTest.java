/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.SubscriptionConsumer;
import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.fault.Fault;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer does beside running its route, and what happens to events when consumers come and go. */
class ConsumerOptionsTest {

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private MockEndpoint mock(String name) {
        return bed.context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    private List<ApiRequest> receipts() {
        return bed.simulator.requests().stream()
                .filter(request -> request.body().contains("\"read\""))
                .toList();
    }

    private void awaitCount(String name, int count) {
        await().atMost(TestBed.LIMIT).until(() -> mock(name).getReceivedCounter() >= count);
        assertThat(mock(name).getReceivedCounter()).isEqualTo(count);
    }

    @Test
    void aMessageIsMarkedAsReadBeforeItsRouteRuns() throws Exception {
        bed.registered("support").start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?markAsRead=true&events=message,status")
                        .process(exchange ->
                                exchange.setProperty("receipts", receipts().size()))
                        .to("mock:events");
            }
        });

        String id = bed.simulator.customer("491701234567", "Lena K.").says("Hello");

        awaitCount("events", 1);
        assertThat(mock("events").getExchanges().get(0).getProperty("receipts")).isEqualTo(1);
        assertThat(receipts().get(0).body()).contains(id).doesNotContain("typing_indicator");
    }

    @Test
    void somebodyIsSeenTyping() throws Exception {
        bed.registered("support").start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?typingIndicator=true").to("mock:events");
            }
        });

        bed.simulator.customer("491701234567", "Lena K.").says("Hello");

        awaitCount("events", 1);
        assertThat(receipts().get(0).body()).contains("typing_indicator");
    }

    @Test
    void theRouteRunsAlthoughTheMessageCouldNotBeMarked() throws Exception {
        bed.simulator.fault(Fault.refuse(131056).on("POST", "/messages").times(1));
        bed.registered("support").start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?markAsRead=true").to("mock:events");
            }
        });

        bed.simulator.customer("491701234567", "Lena K.").says("Hello");

        awaitCount("events", 1);
    }

    /** It is not the event that failed. */
    @Test
    void aMessageThatCannotBeMarkedForWantOfAKeyRunsAtTheFirstAttempt() throws Exception {
        bed.component.getConfiguration().setApiKey(null);
        bed.component.getConfiguration().setWebhookSecret("a-secret-of-its-own");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?markAsRead=true&redeliveryDelay=10").to("mock:events");
            }
        });

        bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"), "a-secret-of-its-own");

        awaitCount("events", 1);
        assertThat(mock("events").getExchanges().get(0).getIn().getHeader(Whatsapp360Constants.REDELIVERED))
                .isIn(null, false);
    }

    @Test
    void nothingButMessagesIsMarkedAsRead() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?markAsRead=true&typingIndicator=true&events=all")
                        .to("mock:events");
            }
        });

        bed.deliver("support", TestBed.status("wamid.OUT1", "delivered"));
        bed.deliver(
                "support",
                TestBed.text("wamid.ECHO", "491701234567", "Hello")
                        .replace("\"field\":\"messages\"", "\"field\":\"smb_message_echoes\"")
                        .replace("\"messages\":[", "\"message_echoes\":["));
        bed.deliver(
                "support",
                TestBed.text("wamid.STANDBY", "491701234567", "Hello")
                        .replace("\"field\":\"messages\"", "\"field\":\"standby\""));

        await().atMost(TestBed.LIMIT).until(() -> mock("events").getReceivedCounter() >= 3);
        assertThat(receipts()).isEmpty();
    }

    @Test
    void moreThanMayWaitIsAnswered503() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?maximumPending=2")
                        .process(exchange -> busy.await(20, TimeUnit.SECONDS))
                        .to("mock:events");
            }
        });

        int first = bed.deliver("support", TestBed.text("wamid.1", "491701234567", "1"))
                .statusCode();
        int second = bed.deliver("support", TestBed.text("wamid.2", "491701234567", "2"))
                .statusCode();
        int third = bed.deliver("support", TestBed.text("wamid.3", "491701234567", "3"))
                .statusCode();
        busy.countDown();
        awaitCount("events", 2);
        int again = bed.deliver("support", TestBed.text("wamid.3", "491701234567", "3"))
                .statusCode();

        assertThat(List.of(first, second, third, again)).containsExactly(200, 200, 503, 200);
        awaitCount("events", 3);
    }

    @Test
    void shutdownWaitsForWhatRunsAndLeavesWhatWaits() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        bed.context.getShutdownStrategy().setTimeout(20);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?concurrentConsumers=1")
                        .routeId("receiver")
                        .process(exchange -> {
                            running.countDown();
                            mayEnd.await(20, TimeUnit.SECONDS);
                        })
                        .to("mock:events");
            }
        });
        bed.deliver("support", TestBed.text("wamid.1", "491701234567", "runs"));
        bed.deliver("support", TestBed.text("wamid.2", "491701234568", "waits"));
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

        Thread stopping = new Thread(() -> {
            try {
                bed.context.getRouteController().stopRoute("receiver");
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        stopping.start();
        Whatsapp360Consumer consumer =
                (Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer();
        await().atMost(TestBed.LIMIT)
                .until(() -> consumer.subscriptionConsumer().taking() != SubscriptionConsumer.Taking.RUNNING);
        assertThat(stopping.isAlive()).isTrue();
        mayEnd.countDown();
        stopping.join(20_000);

        awaitCount("events", 1);
        assertThat(mock("events").getExchanges().get(0).getIn().getBody(String.class))
                .isEqualTo("runs");
        bed.context.getRouteController().startRoute("receiver");
        await().atMost(TestBed.LIMIT).until(() -> mock("events").getExchanges().stream()
                .anyMatch(exchange -> "waits".equals(exchange.getIn().getBody(String.class))));
    }

    @Test
    void aStoppedConsumerStandsInTheWayOfNoRunningOne() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("stopped").to("mock:stopped");
                from("whatsapp360:support").routeId("running").to("mock:running");
                from("whatsapp360:support?events=status").routeId("statuses").to("mock:statuses");
            }
        });
        bed.context.getRouteController().stopRoute("stopped");

        bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hello"));
        bed.deliver("support", TestBed.status("wamid.OUT1", "delivered"));

        awaitCount("running", 1);
        awaitCount("statuses", 1);
        bed.context.getRouteController().startRoute("stopped");
        bed.deliver("support", TestBed.text("wamid.2", "491701234567", "Hello again"));
        awaitCount("running", 2);
        awaitCount("stopped", 2);
    }

    @Test
    void aSuspendedConsumerHoldsUpOnlyWhatItTakes() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("messages").to("mock:messages");
                from("whatsapp360:support?events=status").routeId("statuses").to("mock:statuses");
            }
        });
        bed.context.getRouteController().suspendRoute("messages");

        bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hello"));
        bed.deliver("support", TestBed.status("wamid.OUT1", "delivered"));

        awaitCount("statuses", 1);
        assertThat(mock("messages").getReceivedCounter()).isZero();
        bed.context.getRouteController().resumeRoute("messages");
        awaitCount("messages", 1);
    }

    @Test
    void withoutAnInboxASuspendedConsumerIsAnswered503() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?inbox=none").routeId("receiver").to("mock:events");
            }
        });
        bed.context.getRouteController().suspendRoute("receiver");

        assertThat(bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hello"))
                        .statusCode())
                .isEqualTo(503);
        assertThat(mock("events").getReceivedCounter()).isZero();
    }
}
