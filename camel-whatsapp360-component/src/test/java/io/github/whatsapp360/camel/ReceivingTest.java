/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer does, over real HTTP. */
class ReceivingTest {

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static RouteBuilder toMock(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiver").to("mock:events");
            }
        };
    }

    private MockEndpoint events() {
        return bed.context.getEndpoint("mock:events", MockEndpoint.class);
    }

    @Test
    void aMessageArrivesTypedWithItsHeaders() throws Exception {
        bed.start(toMock("whatsapp360:support"));
        events().expectedMessageCount(1);

        assertThat(bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"))
                        .statusCode())
                .isEqualTo(200);

        events().assertIsSatisfied(TestBed.LIMIT.toMillis());
        Exchange exchange = events().getExchanges().get(0);
        assertThat(exchange.getIn().getBody()).isInstanceOf(InboundMessage.class);
        assertThat(exchange.getIn().getBody(String.class)).isEqualTo("Hello");
        assertThat(exchange.getIn()
                        .getBody(JsonNode.class)
                        .path("text")
                        .path("body")
                        .asText())
                .isEqualTo("Hello");
        assertThat(exchange.getIn().getBody(Map.class).get("id")).isEqualTo("wamid.IN1");
        assertThat(new String(exchange.getIn().getBody(byte[].class), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("{\"from\":\"491701234567\"")
                .endsWith("}");
        assertThat(exchange.getContext()
                        .resolveLanguage("simple")
                        .createExpression("${body.from} ${body.content.body}")
                        .evaluate(exchange, String.class))
                .isEqualTo("491701234567 Hello");
        assertThat(exchange.getIn().getHeaders())
                .containsEntry("CamelWhatsapp360Account", "support")
                .containsEntry("CamelWhatsapp360EventType", "message")
                .containsEntry("CamelWhatsapp360EventName", "text")
                .containsEntry("CamelWhatsapp360MessageId", "wamid.IN1")
                .containsEntry("CamelWhatsapp360MessageType", "text")
                .containsEntry("CamelWhatsapp360From", "491701234567")
                .containsEntry("CamelWhatsapp360ContactName", "Lena K.")
                .containsEntry("CamelWhatsapp360Timestamp", Instant.ofEpochSecond(1789000000))
                .containsEntry("CamelMessageTimestamp", 1789000000000L)
                .containsEntry("CamelWhatsapp360PhoneNumberId", "401122334455667")
                .containsEntry("CamelWhatsapp360DisplayPhoneNumber", "4989123456")
                .containsEntry("CamelWhatsapp360Redelivered", false)
                .doesNotContainKeys("CamelWhatsapp360GroupId", "CamelWhatsapp360MediaId", "X-Custom-Test");
        assertThat(exchange.getIn().getHeaders().keySet()).allMatch(header -> header.startsWith("Camel"));
    }

    @Test
    void theAnswerLeavesBeforeTheRouteHasEnded() throws Exception {
        CountDownLatch routeRuns = new CountDownLatch(1);
        CountDownLatch routeMayEnd = new CountDownLatch(1);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").process(exchange -> {
                    routeRuns.countDown();
                    routeMayEnd.await(20, TimeUnit.SECONDS);
                });
            }
        });

        HttpResponse<String> answer = bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(routeRuns.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(routeMayEnd.getCount()).isEqualTo(1);
        routeMayEnd.countDown();
    }

    @Test
    void nothingOfTheRequestComesBackInTheAnswer() throws Exception {
        bed.start(toMock("whatsapp360:support"));

        HttpResponse<String> answer = bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));

        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().keySet())
                .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
                .containsOnly("content-length");
    }

    @Test
    void rejectedDeliveryNeverReachesTheRoute() throws Exception {
        bed.start(toMock("whatsapp360:support"));

        HttpResponse<String> wrong =
                bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"), "wrong");
        HttpResponse<String> right = bed.deliver("support", TestBed.text("wamid.IN2", "491701234567", "Hello"));

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEmpty();
        assertThat(right.statusCode()).isEqualTo(200);
        await().atMost(TestBed.LIMIT).until(() -> events().getReceivedCounter() == 1);
        assertThat(events().getExchanges().get(0).getIn().getHeader("CamelWhatsapp360MessageId"))
                .isEqualTo("wamid.IN2");
    }

    @Test
    void theSameDeliveryAgainRunsOnce() throws Exception {
        bed.start(toMock("whatsapp360:support"));
        String delivery = TestBed.text("wamid.IN1", "491701234567", "Hello");

        assertThat(bed.deliver("support", delivery).statusCode()).isEqualTo(200);
        assertThat(bed.deliver("support", delivery).statusCode()).isEqualTo(200);
        assertThat(bed.deliver("support", TestBed.text("wamid.IN2", "491701234567", "last"))
                        .statusCode())
                .isEqualTo(200);

        await().atMost(TestBed.LIMIT).until(() -> events().getExchanges().stream()
                .anyMatch(exchange -> exchange.getIn().getBody(String.class).equals("last")));
        assertThat(events().getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsAnswered200() throws Exception {
        bed.start(toMock("whatsapp360:support"));

        assertThat(bed.deliver("support", "{\"half").statusCode()).isEqualTo(200);
        assertThat(bed.deliver("support", "{}").statusCode()).isEqualTo(200);
        assertThat(bed.deliver("support", "").statusCode()).isEqualTo(200);
    }

    @Test
    void tooLargeIs413AndOtherMethodsAre405() throws Exception {
        bed.start(toMock("whatsapp360:support?maximumDeliverySize=1KB"));
        String secret = io.github.whatsapp360.webhook.internal.WebhookSecurity.derivedSecret(TestBed.KEY, "support");

        assertThat(bed.deliver("support", "x".repeat(1025)).statusCode()).isEqualTo(413);
        assertThat(bed.send(bed.request("support", secret)
                                .PUT(BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(405);
        assertThat(bed.send(bed.request("support", secret).DELETE().build()).statusCode())
                .isEqualTo(405);
        assertThat(bed.send(bed.request("support", secret).GET().build()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void theChallengeIsAnsweredToWhoKnowsTheToken() throws Exception {
        bed.component.getConfiguration().setWebhookSecret("verify-me");
        bed.start(toMock("whatsapp360:support"));
        String url = bed.webhook("support") + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        HttpResponse<String> right =
                bed.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(url + "verify-me"))
                        .build());
        HttpResponse<String> wrong = bed.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(url + "other"))
                .build());

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).isEqualTo("1158201444");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEmpty();
    }

    @Test
    void consumersOfOneAccountShareItsWebhook() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:events");
                from("whatsapp360:support?events=status:read").to("mock:read");
            }
        });
        MockEndpoint read = bed.context.getEndpoint("mock:read", MockEndpoint.class);

        bed.deliver("support", TestBed.status("wamid.OUT1", "delivered"));
        bed.deliver("support", TestBed.status("wamid.OUT1", "read"));
        bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));

        await().atMost(TestBed.LIMIT).until(() -> events().getReceivedCounter() == 1 && read.getReceivedCounter() == 1);
        assertThat(read.getExchanges().get(0).getIn().getBody()).isInstanceOf(MessageStatus.class);
        assertThat(read.getExchanges().get(0).getIn().getHeaders())
                .containsEntry("CamelWhatsapp360Status", "read")
                .containsEntry("CamelWhatsapp360MessageId", "wamid.OUT1")
                .containsEntry("CamelWhatsapp360RecipientId", "491701234567");
    }

    @Test
    void oneConversationRunsInOrderWhileOthersRunBesideIt() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        List<String> lena = new ArrayList<>();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?concurrentConsumers=4")
                        .process(exchange -> {
                            if (exchange.getIn()
                                    .getHeader("CamelWhatsapp360From")
                                    .equals("491701234567")) {
                                blocked.await(20, TimeUnit.SECONDS);
                                synchronized (lena) {
                                    lena.add(exchange.getIn().getBody(String.class));
                                }
                            }
                        })
                        .to("mock:events");
            }
        });

        for (int i = 0; i < 20; i++) {
            bed.deliver("support", TestBed.text("wamid.L" + i, "491701234567", "m" + i));
        }
        for (int i = 0; i < 5; i++) {
            bed.deliver("support", TestBed.text("wamid.O" + i, "49170000000" + i, "other"));
        }

        await().atMost(TestBed.LIMIT).until(() -> events().getReceivedCounter() == 5);
        blocked.countDown();
        await().atMost(TestBed.LIMIT).until(() -> events().getReceivedCounter() == 25);
        assertThat(lena).isEqualTo(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void aFailedEventRunsAgainAndThenIsADeadLetter() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?maximumRedeliveries=2&redeliveryDelay=10&deadLetterUri=mock:dead")
                        .process(exchange -> {
                            runs.incrementAndGet();
                            assertThat(exchange.getIn().getHeader("CamelWhatsapp360Redelivered"))
                                    .isEqualTo(runs.get() > 1);
                            throw new IllegalStateException("The mail server is down");
                        });
            }
        });
        MockEndpoint dead = bed.context.getEndpoint("mock:dead", MockEndpoint.class);

        bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));

        await().atMost(TestBed.LIMIT).until(() -> dead.getReceivedCounter() == 1);
        assertThat(runs.get()).isEqualTo(3);
        assertThat(dead.getExchanges().get(0).getIn().getBody(String.class)).isEqualTo("Hello");
    }

    @Test
    void aRedeliveryGoesOnlyToTheConsumerThatFailed() throws Exception {
        AtomicInteger failing = new AtomicInteger();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10").routeId("fine").to("mock:events");
                from("whatsapp360:support?redeliveryDelay=10")
                        .routeId("failing")
                        .process(exchange -> {
                            if (failing.incrementAndGet() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("mock:late");
            }
        });
        MockEndpoint late = bed.context.getEndpoint("mock:late", MockEndpoint.class);

        bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));

        await().atMost(TestBed.LIMIT).until(() -> late.getReceivedCounter() == 1);
        assertThat(events().getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aSuspendedConsumersEventsWaitForIt() throws Exception {
        bed.start(toMock("whatsapp360:support"));
        bed.context.getRouteController().suspendRoute("receiver");

        assertThat(bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(events().getReceivedCounter()).isZero();
        bed.context.getRouteController().resumeRoute("receiver");

        await().atMost(TestBed.LIMIT).until(() -> events().getReceivedCounter() == 1);
    }

    @Test
    void aStoppedConsumerIsAnswered503AndGoesOnWhenItStartsAgain() throws Exception {
        bed.start(toMock("whatsapp360:support"));
        bed.context.getRouteController().stopRoute("receiver");

        HttpResponse<String> stopped = bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));
        bed.context.getRouteController().startRoute("receiver");
        HttpResponse<String> started = bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));

        assertThat(stopped.statusCode()).isEqualTo(503);
        assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
        assertThat(started.statusCode()).isEqualTo(200);
        await().atMost(TestBed.LIMIT).until(() -> events().getReceivedCounter() == 1);
    }

    @Test
    void withoutAnInboxTheAnswerSaysWhatBecameOfTheRoute() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?inbox=none").to("mock:events").process(exchange -> {
                    if (exchange.getIn().getBody(String.class).equals("fail")) {
                        throw new IllegalStateException("The broker is down");
                    }
                });
            }
        });

        assertThat(bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "fine"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(events().getReceivedCounter()).isEqualTo(1);
        assertThat(bed.deliver("support", TestBed.text("wamid.IN2", "491701234567", "fail"))
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aConsumerWithoutAnySecretDoesNotStart() {
        bed.component.getConfiguration().setApiKey(null);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> bed.start(toMock("whatsapp360:support"))))
                .hasStackTraceContaining("unauthenticatedWebhook=true");
    }

    @Test
    void anUnknownFamilyIsToldAtStart() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> bed.start(toMock("whatsapp360:support?events=messages"))))
                .rootCause()
                .hasMessageContaining("there is no family 'messages'");
    }

    @Test
    void twoAccountsOnOnePathAreToldAtStart() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> bed.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("whatsapp360:support?webhookPath=/hook").to("mock:events");
                        from("whatsapp360:sales?webhookPath=/hook").to("mock:events");
                    }
                })))
                .hasStackTraceContaining("have the same webhookPath");
    }
}
