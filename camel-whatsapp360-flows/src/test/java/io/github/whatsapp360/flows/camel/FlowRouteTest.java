/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static io.github.whatsapp360.flows.camel.FlowServersTest.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.FlowTokens;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the reply of a route, and of a route that gives none. */
class FlowRouteTest {

    private static final String SECRET_TEXT = "secret-text-of-the-exception";
    private FlowBed bed;

    private Phone start(String options, Processor route) throws Exception {
        bed = new FlowBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support" + options).routeId("flow").process(route);
            }
        });
        return bed.phone();
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
    }

    private static Processor reply(Object body) {
        return exchange -> exchange.getMessage().setBody(body);
    }

    @Test
    void aMapIsAnAnswer() throws Exception {
        Phone phone = start("", reply(Map.of("screen", "TIME", "data", Map.of("slots", 2))));

        assertThat(phone.open("t").screen()).isEqualTo(tree("""
                {"version":"3.0","screen":"TIME","data":{"slots":2}}"""));
    }

    @Test
    void jsonIsAnAnswer() throws Exception {
        Phone phone = start("", exchange -> {
            String screen = exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen", "NONE", String.class);
            String json = "{\"screen\":\"" + screen + "\"}";
            exchange.getMessage()
                    .setBody(
                            switch (screen) {
                                case "TEXT" -> json;
                                case "BYTES" -> json.getBytes();
                                case "STREAM" -> new java.io.ByteArrayInputStream(json.getBytes());
                                default -> tree(json);
                            });
        });

        for (String screen : new String[] {"TEXT", "BYTES", "STREAM", "TREE"}) {
            assertThat(phone.submit(screen, Map.of(), "t").screen())
                    .isEqualTo(tree("{\"version\":\"3.0\",\"screen\":\"" + screen + "\",\"data\":{}}"));
        }
    }

    @Test
    void successWithPlainDataCompletesTheForm() throws Exception {
        Phone phone = start("", reply(Map.of("screen", "SUCCESS", "data", Map.of("slot", "11:30"))));

        assertThat(phone.submit("TIME", Map.of(), "t").screen()).isEqualTo(tree("""
                {"version":"3.0","screen":"SUCCESS","data":{"extension_message_response":{"params":{
                "flow_token":"t","slot":"11:30"}}}}"""));
    }

    @Test
    void inputIsRejectedOnTheSameScreen() throws Exception {
        Phone phone = start("", exchange -> exchange.getMessage()
                .setBody(FlowResponse.rejected(
                        exchange.getMessage().getBody(FlowRequest.class), "Another time, please")));

        assertThat(phone.submit("TIME", Map.of("slot", "25:00"), "t").screen()).isEqualTo(tree("""
                {"version":"3.0","screen":"TIME","data":{"error_message":"Another time, please"}}"""));
    }

    @Test
    void aRouteMayRefuseTheToken() throws Exception {
        Phone phone = start("", reply(FlowResponse.expired("Too late")));

        Phone.Answer answer = phone.open("t");

        assertThat(answer.status()).isEqualTo(427);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
        assertThat(tree(answer.body())).isEqualTo(tree("{\"error_msg\":\"Too late\"}"));
    }

    @Test
    void theRequestConvertsToMapAndTree() throws Exception {
        Map<String, Object> seen = new HashMap<>();
        Phone phone = start("", exchange -> {
            seen.put("map", exchange.getMessage().getBody(Map.class));
            seen.put("tree", exchange.getMessage().getBody(JsonNode.class));
            seen.put("text", exchange.getMessage().getBody().toString());
            exchange.getMessage().setBody(FlowResponse.screen("DAY"));
        });

        phone.submit("DAY", Map.of("day", "2026-12-07"), "t-1");

        ObjectNode expected = (ObjectNode) tree("""
                {"version":"3.0","action":"data_exchange","screen":"DAY","data":{"day":"2026-12-07"},\
                "flow_token":"t-1"}""");
        assertThat(seen.get("tree")).isEqualTo(expected);
        assertThat(Phone.JSON.<JsonNode>valueToTree(seen.get("map"))).isEqualTo(expected);
        assertThat(seen.get("text").toString()).doesNotContain("2026", "t-1", "DAY");
    }

    @Test
    void anExceptionNeverReachesTheCustomer() throws Exception {
        Phone phone = start("", exchange -> {
            throw new IllegalStateException(SECRET_TEXT);
        });

        Phone.Answer answer = phone.submit("DAY", Map.of(), "t");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().toString()).doesNotContain(SECRET_TEXT);
    }

    @Test
    void withAMessageAFailureKeepsTheScreenOpen() throws Exception {
        Phone phone = start("?errorMessage=Please try again", exchange -> {
            throw new IllegalStateException(SECRET_TEXT);
        });

        assertThat(phone.submit("DAY", Map.of(), "t").screen()).isEqualTo(tree("""
                {"version":"3.0","screen":"DAY","data":{"error_message":"Please try again"}}"""));
        assertThat(phone.open("t").status()).isEqualTo(500);
    }

    @Test
    void aReplyThatIsNoAnswerIsAFailure() throws Exception {
        Phone phone = start("", exchange -> {
            String kind = exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen", String.class);
            switch (kind) {
                case "NULL" -> exchange.getMessage().setBody(null);
                case "TEXT" -> exchange.getMessage().setBody("Hello");
                case "NUMBER" -> exchange.getMessage().setBody(42);
                case "LIST" -> exchange.getMessage().setBody("[]");
                case "NO_SCREEN" -> exchange.getMessage().setBody(Map.of("data", Map.of()));
                case "BLANK" -> exchange.getMessage().setBody(Map.of("screen", " "));
                case "NO_DATA" -> exchange.getMessage().setBody(Map.of("screen", "DAY", "data", "x"));
                case "UNWRITABLE" ->
                    exchange.getMessage().setBody(Map.of("screen", "DAY", "data", Map.of("self", new Object())));
                default -> {
                    // The body is still the request.
                }
            }
        });

        for (String kind : new String[] {
            "NULL", "TEXT", "NUMBER", "LIST", "NO_SCREEN", "BLANK", "NO_DATA", "UNWRITABLE", "UNCHANGED"
        }) {
            Phone.Answer answer = phone.submit(kind, Map.of(), "t");
            assertThat(answer.status()).as(kind).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aScreenThatTheFlowJsonDoesNotHaveIsAFailure() throws Exception {
        Phone phone = start("?flowJson=classpath:appointment.flow.json", exchange -> exchange.getMessage()
                .setBody(FlowResponse.screen(
                        exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen", String.class))));

        assertThat(phone.submit("DAY", Map.of(), "t").status()).isEqualTo(200);
        assertThat(phone.submit("SUCCESS", Map.of(), "t").status()).isEqualTo(200);
        assertThat(phone.submit("ELSEWHERE", Map.of(), "t").status()).isEqualTo(500);
    }

    @Test
    void aRouteThatHangsIsAnsweredInTimeAndItsLateReplyIsDropped() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Phone phone = start("?responseTimeout=300ms&concurrentConsumers=1", exchange -> {
            boolean hangs = "HANG".equals(exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen"));
            if (hangs && !release.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not released");
            }
            exchange.getMessage().setBody(FlowResponse.screen("DAY"));
        });

        Phone.Answer late = phone.submit("HANG", Map.of(), "t");
        Phone.Answer waiting = phone.submit("WAITS_FOR_THE_ONLY_THREAD", Map.of(), "t");
        Phone.Answer ping = phone.ping();
        release.countDown();

        assertThat(late.status()).isEqualTo(504);
        assertThat(late.body()).isEmpty();
        assertThat(waiting.status()).isEqualTo(504);
        assertThat(ping.status()).isEqualTo(200);
        await().atMost(FlowBed.LIMIT)
                .ignoreExceptions()
                .until(() -> phone.submit("AFTERWARDS", Map.of(), "t").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contains", "add"})
    void aRepositoryOfTokensThatFailsIsAFailure(String method) throws Exception {
        bed = new FlowBed();
        bed.component.getConfiguration().setTokenSecret("own-token-secret-1");
        bed.component.getConfiguration().setUsedTokens((IdempotentRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IdempotentRepository.class},
                (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        throw new IllegalStateException(SECRET_TEXT);
                    }
                    return called.getReturnType().equals(boolean.class)
                            ? called.getName().equals("add")
                            : null;
                }));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support").process(reply(FlowResponse.completed(Map.of())));
            }
        });

        Phone.Answer answer = bed.phone().open(new FlowTokens("own-token-secret-1").issue("491701234567"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().toString()).doesNotContain(SECRET_TEXT);
        assertThat(bed.phone().ping().status()).isEqualTo(200);
    }

    @Test
    void withErrorsTheRouteGetsTheNotices() throws Exception {
        bed = new FlowBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support?errors=true").to("mock:notices");
            }
        });
        MockEndpoint notices = bed.context.getEndpoint("mock:notices", MockEndpoint.class);

        Phone.Answer answer = bed.phone()
                .submit("DAY", Map.of("error_key", "payload-schema-error", "error_message", "wrong type"), "t");

        assertThat(answer.screen()).isEqualTo(tree("{\"data\":{\"acknowledged\":true}}"));
        await().atMost(FlowBed.LIMIT).until(() -> notices.getReceivedCounter() == 1);
        Exchange notice = notices.getExchanges().get(0);
        assertThat(notice.getIn().getHeaders()).containsEntry("CamelWhatsapp360FlowError", "payload-schema-error");
        assertThat(notice.getIn().getBody(FlowRequest.class).data()).containsEntry("error_message", "wrong type");
    }

    @Test
    void anotherTypeIsNotConvertedToARequest() throws Exception {
        start("", reply(FlowResponse.screen("DAY")));
        Exchange exchange = new DefaultExchange(bed.context);
        exchange.getIn().setBody("text");

        assertThat(exchange.getIn().getBody(FlowRequest.class)).isNull();
        assertThatThrownBy(() -> FlowResponse.rejected(
                        new FlowRequest("3.0", FlowRequest.INIT, null, Map.of(), null, null), "No"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
