/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.BusinessNumber;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console shows of a running application, and what it does. */
class ConsoleActionsTest {

    private static final String LENA = "491701234567";
    private static final String SECRET_TEXT = "my card ends with 4711";

    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger handled = new AtomicInteger();
    private ConsoleBed bed;

    @BeforeEach
    void start() throws Exception {
        bed = new ConsoleBed();
        bed.component.getConfiguration().setMaximumRetries(0);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").process(exchange -> {
                    if (failing.get()) {
                        throw new IllegalStateException(
                                "broken " + exchange.getMessage().getBody(String.class));
                    }
                    handled.incrementAndGet();
                });
                from("direct:send").routeId("send").to("whatsapp360:support?to=" + LENA);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
    }

    private Customer lena() {
        return bed.simulator.customer(LENA, "Lena");
    }

    private HttpResponse<String> operate(String call, String body) throws Exception {
        return bed.post("/api/accounts/support/" + call, body, ConsoleBed.OPERATOR);
    }

    private JsonNode deadLetters() throws Exception {
        return bed.json(bed.get("/api/accounts/support/dead-letters", ConsoleBed.READER))
                .path("deadLetters");
    }

    private void buries(int messages) {
        failing.set(true);
        for (int i = 0; i < messages; i++) {
            lena().says(SECRET_TEXT + " " + i);
        }
        await().atMost(ConsoleBed.LIMIT).until(() -> deadLetters().size() == messages);
    }

    @Test
    void deadLettersAreListedShownReplayedAndPurged() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            buries(3);
            await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("deadLetters"));
            HttpResponse<String> list = bed.get("/api/accounts/support/dead-letters?limit=2", ConsoleBed.READER);
            JsonNode page = bed.json(list);
            assertThat(page.path("deadLetters")).hasSize(2);
            assertThat(page.path("more").asBoolean()).isTrue();
            assertThat(list.body()).doesNotContain(LENA).doesNotContain("4711");
            assertThat(page.path("deadLetters").path(0).path("reason").asText()).contains("IllegalStateException");
            assertThat(log.messages()).noneMatch(line -> line.contains(LENA) || line.contains("4711"));

            long first = page.path("deadLetters").path(0).path("id").asLong();
            HttpResponse<String> body = bed.get("/api/accounts/support/dead-letters/" + first, ConsoleBed.OPERATOR);
            assertThat(bed.json(body).path("body").asText()).contains(SECRET_TEXT);
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("olga")
                            && line.contains("support")
                            && line.endsWith(": " + first)
                            && !line.contains("4711"));

            failing.set(false);
            HttpResponse<String> replayed = operate("dead-letters/replay", "{\"ids\":[" + first + "]}");
            assertThat(bed.json(replayed).path("count").asInt()).isEqualTo(1);
            await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
            assertThat(bed.json(operate("dead-letters/purge", "{\"all\":true}"))
                            .path("count")
                            .asInt())
                    .isEqualTo(2);
            assertThat(deadLetters()).isEmpty();
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("user olga purges dead letters of account support"));
        }
    }

    @Test
    void aSuspendedRouteIsResumed() throws Exception {
        bed.context.getRouteController().suspendRoute("support");
        lena().says("Anybody there?");
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("suspendedRoute"));
        await().atMost(ConsoleBed.LIMIT)
                .until(() -> bed.account()
                                .path("subscriptions")
                                .path(0)
                                .path("waiting")
                                .asInt()
                        == 1);

        assertThat(operate("subscriptions/start", "{\"subscription\":\"support\"}")
                        .statusCode())
                .isEqualTo(200);

        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1 && !bed.finds("suspendedRoute"));
    }

    @Test
    void orphanedEventsAreHandedOver() throws Exception {
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("old").autoStartup(false).to("log:old");
            }
        });
        lena().says("For both");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        assertThat(bed.context.removeRoute("old")).isTrue();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("orphanedEvents"));

        assertThat(operate("subscriptions/hand-over", "{\"from\":\"old\",\"to\":\"nowhere\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(bed.json(operate("subscriptions/hand-over", "{\"from\":\"old\",\"to\":\"support\"}"))
                        .path("count")
                        .asInt())
                .isEqualTo(1);

        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 2 && !bed.finds("orphanedEvents"));
    }

    @Test
    void aForeignWebhookIsReplaced() throws Exception {
        String ours = bed.simulator.number().webhookUrl();
        bed.simulator.number().webhook("http://127.0.0.1:9/elsewhere", Map.of());
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("webhookForeign"));
        assertThat(bed.account().path("health").asText()).isEqualTo("DOWN");
        assertThat(bed.account().path("webhook").path("registeredUrl").asText())
                .isEqualTo("http://127.0.0.1:9/elsewhere");

        assertThat(operate("webhook/register", "{}").statusCode()).isEqualTo(200);

        await().atMost(ConsoleBed.LIMIT).until(() -> !bed.finds("webhookForeign"));
        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(ours);
    }

    @Test
    void anotherSecretAndARotatedKeyAreTold() throws Exception {
        bed.simulator.number().webhook(bed.simulator.number().webhookUrl(), Map.of("X-Whatsapp360-Secret", "old"));
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("webhookSecret"));
        lena().says("Refused");
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("unauthenticated"));

        bed.simulator.number().rotateKey("another-key-0123456789");
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("wrongKey"));
        assertThat(operate("webhook/register", "{}").statusCode()).isEqualTo(502);
    }

    @Test
    void pausedMessagesAreSentAfterwards() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        assertThat(operate("sending/pause", "{}").statusCode()).isEqualTo(200);
        int before = sent();
        for (int i = 0; i < 20; i++) {
            bed.context.createProducerTemplate().asyncSendBody("direct:send", "message " + i);
            int waiting = i + 1;
            await().atMost(ConsoleBed.LIMIT)
                    .until(() -> bed.account().path("sending").path("waiting").asInt() == waiting);
        }
        assertThat(bed.finds("sendingPaused")).isTrue();
        assertThat(sent()).isEqualTo(before);

        assertThat(operate("sending/resume", "{}").statusCode()).isEqualTo(200);

        await().atMost(ConsoleBed.LIMIT).until(() -> sent() == before + 20);
        await().atMost(ConsoleBed.LIMIT)
                .until(() -> bed.account()
                                .path("sending")
                                .path("sends")
                                .path(0)
                                .path("count")
                                .asInt()
                        == 20);
    }

    private int sent() {
        return (int) bed.simulator.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/messages"))
                .count();
    }

    @Test
    void theLearnedNumberIsShownAndCleared() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        String id = bed.simulator.number().phoneNumberId();
        assertThat(bed.account().path("number").path("phoneNumberId").asText()).isEqualTo(id);

        assertThat(bed.json(operate("phone-number-id/clear", "{}"))
                        .path("phoneNumberId")
                        .asText())
                .isEqualTo(id);

        assertThat(bed.account().path("number").has("phoneNumberId")).isFalse();
    }

    @Test
    void theLongestWaitingConversationsAreShownWithoutTheCustomer() throws Exception {
        bed.context.getRouteController().suspendRoute("support");
        lena().says(SECRET_TEXT);
        bed.simulator.customer("491705555555", "Tom").says("Me too");
        await().atMost(ConsoleBed.LIMIT)
                .until(() -> bed.account().path("conversations").size() == 2);
        String status = bed.get("/api/status", ConsoleBed.OPERATOR).body();
        assertThat(status).doesNotContain(LENA).doesNotContain("4711").doesNotContain("Tom");
    }

    @Test
    void templatesAreListed() throws Exception {
        await().atMost(ConsoleBed.LIMIT).untilAsserted(() -> {
            JsonNode templates = bed.json(bed.get("/api/accounts/support/templates", ConsoleBed.READER));
            assertThat(templates.path("known").asBoolean()).isTrue();
            assertThat(templates.path("templates").path(0).path("status").asText())
                    .isNotEmpty();
        });
    }

    @Test
    void aFullInboxIsTold() throws Exception {
        bed.close();
        bed = new ConsoleBed();
        bed.component.getConfiguration().setMaximumPending(1);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").autoStartup(true).to("log:support");
            }
        });
        bed.context.getRouteController().suspendRoute("support");
        lena().says("Takes the only place");

        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("inboxFull"));

        assertThat(bed.account().path("health").asText()).isEqualTo("DOWN");
        bed.context.getRouteController().resumeRoute("support");
        await().atMost(ConsoleBed.LIMIT).until(() -> !bed.finds("inboxFull"));
    }

    @Test
    void throttledMessagesAndClosedWindowsAreTold() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        bed.simulator.fault(Fault.refuse(130429).times(20).on("POST", "/messages"));
        send();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("throttled"));

        bed.simulator.clearFaults();
        bed.simulator.fault(Fault.refuse(131047).on("POST", "/messages"));
        send();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("windowClosed"));
    }

    private void send() {
        Exchange failed = bed.context.createProducerTemplate().request("direct:send", exchange -> exchange.getMessage()
                .setBody("Hello"));
        assertThat(failed.getException()).isNotNull();
    }

    @Test
    void deliveriesForAnotherNumberAreTold() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() == 1);
        BusinessNumber other = bed.simulator.addNumber("other-key-0123456789", "4989654321", "Other");
        other.webhook(bed.simulator.number().webhookUrl(), secret());
        bed.simulator.customer("491705555555", "Tom").at(other).says("Wrong number");

        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("foreignNumber"));
    }

    private static Map<String, String> secret() {
        return Map.of("X-Whatsapp360-Secret", WebhookSecurity.derivedSecret(ConsoleBed.KEY, "support"));
    }

    @Test
    void thePlotsSeeWhatArrivesAndRuns() throws Exception {
        lena().says("Hello");
        await().atMost(ConsoleBed.LIMIT).untilAsserted(() -> {
            JsonNode rates = bed.json(bed.get("/api/accounts/support/history", ConsoleBed.READER));
            assertThat(sum(rates.path("arrivals"))).isGreaterThan(0);
            assertThat(sum(rates.path("routes"))).isGreaterThan(0);
        });
    }

    private static double sum(JsonNode numbers) {
        double sum = 0;
        for (JsonNode each : numbers) {
            sum += each.asDouble();
        }
        return sum;
    }
}
