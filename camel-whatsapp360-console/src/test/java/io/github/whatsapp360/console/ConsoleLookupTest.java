/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers and tracked messages that are looked up, and what was reported of the number. */
class ConsoleLookupTest {

    private static final String LENA = "491701234567";
    private static final String ORDER = "order-4711";
    private static final String ACCOUNT = "/api/accounts/support/";

    private final AtomicInteger handled = new AtomicInteger();
    private ConsoleBed bed;
    private Customer lena;

    @TempDir
    Path directory;

    private void start(String inbox) throws Exception {
        bed.component.getConfiguration().setInbox(inbox);
        bed.component.setInboxDirectory(directory.toString());
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=all")
                        .routeId("support")
                        .process(exchange -> handled.incrementAndGet());
                from("direct:send").to("whatsapp360:support?trackDelivery=true&to=" + LENA);
            }
        });
        lena = bed.simulator.customer(LENA, "Lena");
        lena.says("Hello");
        await().atMost(ConsoleBed.LIMIT).until(() -> handled.get() > 0);
    }

    @BeforeEach
    void open() throws Exception {
        bed = new ConsoleBed();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    private static String id(String value) {
        return "{\"id\":\"" + value + "\"}";
    }

    private HttpResponse<String> find(String what, String body) throws Exception {
        return bed.post(ACCOUNT + what, body, ConsoleBed.READER);
    }

    @Test
    void aCustomerIsFoundByAnyIdWithoutNumberAndName() throws Exception {
        start("memory");
        try (CapturedLog log = new CapturedLog()) {
            JsonNode found = bed.json(find("customers/find", id("+" + LENA)));
            String customerId = found.path("customerId").asText();
            assertThat(customerId).isNotEmpty();
            assertThat(found.path("userId").asText()).isEqualTo(lena.userId());
            assertThat(found.path("window").asText()).isEqualTo("open");
            assertThat(found.path("windowOpenedBy").asText()).isEqualTo("user");
            assertThat(found.path("optedOut").asBoolean()).isFalse();
            assertThat(found.toString()).doesNotContain(LENA).doesNotContain("Lena");
            for (String any : new String[] {LENA, lena.userId(), customerId}) {
                assertThat(bed.json(find("customers/find", id(any)))).as(any).isEqualTo(found);
            }

            lena.wantsMarketing(false);
            await().atMost(ConsoleBed.LIMIT).until(() -> bed.json(find("customers/find", id(LENA)))
                    .path("optedOut")
                    .asBoolean());
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("watcher looked up a customer") && line.endsWith(customerId))
                    .noneMatch(line -> line.contains(LENA));
        }
    }

    @Test
    void theNumberIsShownToWhoMayOperateAndThenLogged() throws Exception {
        start("memory");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(find("customers/names", id(LENA)).statusCode()).isEqualTo(403);

            JsonNode names = bed.json(bed.post(ACCOUNT + "customers/names", id(lena.userId()), ConsoleBed.OPERATOR));
            assertThat(names.path("phone").asText()).isEqualTo(LENA);
            assertThat(names.path("names").findValuesAsText("value")).contains(LENA, lena.userId());
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("olga was shown the number and names of a customer of account"
                            + " support: "
                            + names.path("customerId").asText()))
                    .noneMatch(line -> line.contains(LENA));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void aTrackedMessageIsFoundByItsIdsAndByItsCustomer(String inbox) throws Exception {
        start(inbox);
        Exchange sent = bed.context.createProducerTemplate().request("direct:send", exchange -> {
            exchange.getMessage().setBody("Your order is on its way");
            exchange.getMessage().setHeader("CamelWhatsapp360CorrelationId", ORDER);
        });
        assertThat(sent.getException()).isNull();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.json(find("messages/find", id(ORDER)))
                .path("messages")
                .path(0)
                .path("state")
                .asText()
                .equals("read"));
        JsonNode found = bed.json(find("messages/find", id(ORDER)));
        JsonNode message = found.path("messages").path(0);
        String messageId = message.path("messageId").asText();
        assertThat(messageId).startsWith("wamid.");
        assertThat(message.path("customerId").asText())
                .isEqualTo(bed.json(find("customers/find", id(LENA)))
                        .path("customerId")
                        .asText());
        assertThat(message.has("readAt")).isTrue();
        assertThat(found.toString()).doesNotContain(LENA);
        assertThat(bed.json(find("messages/find", id(messageId)))).isEqualTo(found);
        assertThat(bed.json(find("messages/find", "{\"customer\":\"" + lena.userId() + "\"}")))
                .isEqualTo(found);
    }

    @Test
    void whoIsUnknownIsNotFoundAndAMalformedQuestionIsRefused() throws Exception {
        start("memory");
        assertThat(find("customers/find", id("499999999999")).statusCode()).isEqualTo(404);
        assertThat(find("messages/find", id("wamid.unknown")).statusCode()).isEqualTo(404);
        assertThat(find("messages/find", "{\"customer\":\"499999999999\"}").statusCode())
                .isEqualTo(404);
        for (String body : new String[] {"{}", id(""), id("x".repeat(513)), "{\"phone\":\"1\"}"}) {
            assertThat(find("customers/find", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(find("messages/find", "{\"id\":\"a\",\"customer\":\"b\"}").statusCode())
                .isEqualTo(400);
        assertThat(find("messages/find", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void qualityMessagingLimitAndThroughputAreThoseReportedLast() throws Exception {
        start("memory");
        await().atMost(ConsoleBed.LIMIT)
                .until(() -> limits().path("canSend").asText().equals("AVAILABLE"));
        assertThat(limits().has("quality")).isFalse();
        assertThat(limits().has("messagingLimit")).isFalse();
        assertThat(limits().path("throughput").asInt()).isZero();

        deliver(
                "phone_number_quality_update",
                "{\"display_phone_number\":\"%s\",\"event\":\"FLAGGED\",\"current_limit\":\"TIER_250\","
                        + "\"max_daily_conversations_per_business\":\"TIER_2K\"}");
        assertThat(limits().path("quality").asText()).isEqualTo("FLAGGED");
        assertThat(limits().path("messagingLimit").asText()).isEqualTo("TIER_2K");
        assertThat(limits().path("reportedAt").asText()).isNotEmpty();
        assertThat(bed.finds("lowQuality")).isTrue();

        deliver("phone_number_quality_update", "{\"display_phone_number\":\"%s\",\"event\":\"UNFLAGGED\"}");
        deliver("phone_number_quality_update", "{\"display_phone_number\":\"%s\",\"event\":\"THROUGHPUT_UPGRADE\"}");
        deliver("business_capability_update", "{\"max_daily_conversations_per_business\":\"TIER_UNLIMITED\"}");
        assertThat(limits().path("quality").asText()).isEqualTo("UNFLAGGED");
        assertThat(limits().path("messagingLimit").asText()).isEqualTo("TIER_UNLIMITED");
        assertThat(limits().path("throughput").asInt()).isEqualTo(1_000);
        assertThat(bed.finds("lowQuality")).isFalse();

        deliver(
                "phone_number_quality_update",
                "{\"display_phone_number\":\"4989000000\",\"event\":\"FLAGGED\",\"current_limit\":\"TIER_250\"}");
        assertThat(limits().path("quality").asText()).as("of another number").isEqualTo("UNFLAGGED");
    }

    private JsonNode limits() throws Exception {
        return bed.account().path("limits");
    }

    private void deliver(String field, String value) throws Exception {
        String body =
                """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","time":1796000000,"changes":[
                {"field":"%s","value":%s}]}]}""".formatted(field, value.formatted(bed.simulator.number().phone()));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(bed.simulator.number().webhookUrl()))
                .timeout(ConsoleBed.LIMIT)
                .header("Content-Type", "application/json")
                .header(WebhookSecurity.SECRET_HEADER, WebhookSecurity.derivedSecret(ConsoleBed.KEY, "support"))
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
