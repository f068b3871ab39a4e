/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers on every HTTP server. */
@ParameterizedClass
@MethodSource("servers")
class FlowServersTest {

    private static final String TOKEN = "token-1";
    private static FlowBed bed;

    @org.junit.jupiter.params.Parameter
    String server;

    static Stream<String> servers() {
        return Stream.of("platform-http", "jetty", "netty-http", "undertow")
                .filter(server ->
                        FlowServersTest.class.getResource("/META-INF/services/org/apache/camel/component/" + server)
                                != null);
    }

    @BeforeParameterizedClassInvocation
    static void start(String server) throws Exception {
        bed = new FlowBed(server);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support?maximumRequestSize=64KB&webhookPath=" + FlowBed.PATH)
                        .routeId("flow")
                        .to("mock:requests")
                        .process(exchange -> {
                            FlowRequest request = exchange.getMessage().getBody(FlowRequest.class);
                            exchange.getMessage()
                                    .setBody(
                                            request.screen() == null
                                                    ? FlowResponse.screen("DAY", Map.of("days", List.of("Mo", "Di")))
                                                    : FlowResponse.completed(Map.of(
                                                            "note",
                                                            request.data().getOrDefault("note", ""))));
                        });
            }
        });
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        bed.close();
    }

    private static MockEndpoint requests() {
        return bed.context.getEndpoint("mock:requests", MockEndpoint.class);
    }

    @Test
    void aFormIsOpenedSubmittedAndCompleted() throws Exception {
        requests().reset();

        Phone.Answer first = bed.phone().open(TOKEN);
        Phone.Answer last = bed.phone().submit("DAY", Map.of("note", "Grüße – 10 € ☕"), TOKEN);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers().get("content-type")).startsWith("text/plain");
        assertThat(first.screen()).isEqualTo(tree("""
                {"version":"3.0","screen":"DAY","data":{"days":["Mo","Di"]}}"""));
        assertThat(last.screen()).isEqualTo(tree("""
                {"version":"3.0","screen":"SUCCESS","data":{"extension_message_response":{"params":{
                "flow_token":"token-1","note":"Grüße – 10 € ☕"}}}}"""));
        assertThat(requests().getExchanges().get(1).getIn().getHeaders())
                .containsEntry("CamelWhatsapp360Account", "support")
                .containsEntry("CamelWhatsapp360FlowAction", "data_exchange")
                .containsEntry("CamelWhatsapp360FlowScreen", "DAY")
                .containsEntry("CamelWhatsapp360FlowToken", TOKEN);
        assertThat(requests().getExchanges().get(0).getIn().getHeaders())
                .containsEntry("CamelWhatsapp360FlowAction", "INIT")
                .doesNotContainKeys("CamelWhatsapp360FlowScreen", "CamelWhatsapp360FlowError");
    }

    static JsonNode tree(String json) throws Exception {
        return Phone.JSON.readTree(json);
    }

    @Test
    void aPingAndANoticeOfAnErrorReachNoRoute() throws Exception {
        requests().reset();

        assertThat(bed.phone().ping().screen()).isEqualTo(tree("{\"data\":{\"status\":\"active\"}}"));
        assertThat(bed.phone()
                        .submit(
                                "DAY",
                                Map.of("error", "payload-schema-error", "error_message", "of the wrong type"),
                                TOKEN)
                        .screen())
                .isEqualTo(tree("{\"data\":{\"acknowledged\":true}}"));
        assertThat(requests().getReceivedCounter()).isZero();
    }

    static Stream<Map<String, String>> spoiled() throws Exception {
        Phone phone = new Phone(1, "/", FlowBed.PAIR.getPublic());
        Map<String, String> good =
                phone.seal("{\"version\":\"3.0\",\"action\":\"ping\"}").envelope();
        byte[] data = Base64.getDecoder().decode(good.get("encrypted_flow_data"));
        data[data.length - 1] ^= 1;
        Map<String, String> missing = new LinkedHashMap<>(good);
        missing.remove("initial_vector");
        Map<String, String> other = new Phone(1, "/", FlowBed.newPair().getPublic())
                .seal("{\"version\":\"3.0\",\"action\":\"ping\"}")
                .envelope();
        return Stream.of(
                changed(good, "encrypted_flow_data", Base64.getEncoder().encodeToString(data)),
                changed(good, "encrypted_flow_data", Base64.getEncoder().encodeToString(new byte[15])),
                changed(good, "encrypted_flow_data", ""),
                changed(good, "encrypted_aes_key", Base64.getEncoder().encodeToString(new byte[256])),
                changed(good, "encrypted_aes_key", "AAAA"),
                changed(good, "initial_vector", "%%%"),
                changed(good, "initial_vector", Base64.getEncoder().encodeToString(new byte[12])),
                missing,
                other,
                phone.seal("no JSON").envelope(),
                phone.seal("{\"version\":\"3.0\"}").envelope(),
                phone.seal("[]").envelope());
    }

    private static Map<String, String> changed(Map<String, String> envelope, String member, String value) {
        Map<String, String> changed = new LinkedHashMap<>(envelope);
        changed.put(member, value);
        return changed;
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void whatCannotBeDecryptedIsAnswered421WithNothing(Map<String, String> envelope) throws Exception {
        requests().reset();

        var answer = bed.phone().post(Phone.JSON.writeValueAsBytes(envelope));

        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(answer.body()).isEmpty();
        assertThat(requests().getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "{\"half", "{\"encrypted_flow_data\":1}", "a=b"})
    void whatIsNoEnvelopeIsAnswered421WithNothing(String body) throws Exception {
        var answer = bed.phone().post(body.getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aLargeRequestIsAnswered413WithNothing() throws Exception {
        var answer = bed.phone().post("x".repeat(65 * 1024).getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void headersFromOutsideNeverEnterAnExchange() throws Exception {
        requests().reset();

        Phone.Answer answer = bed.phone()
                .with("CamelWhatsapp360FlowCustomer", "491701234567")
                .with("X-Mine", "mine")
                .open(TOKEN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKeys("x-mine", "camelwhatsapp360flowcustomer");
        assertThat(requests().getExchanges().get(0).getIn().getHeaders())
                .containsOnlyKeys("CamelWhatsapp360Account", "CamelWhatsapp360FlowAction", "CamelWhatsapp360FlowToken");
    }

    @Test
    void aSuspendedRouteRefusesAndAResumedOneAnswers() throws Exception {
        bed.context.getRouteController().suspendRoute("flow");
        int suspended = bed.phone().open(TOKEN).status();
        bed.context.getRouteController().resumeRoute("flow");
        int resumed = bed.phone().open(TOKEN).status();
        bed.context.getRouteController().stopRoute("flow");
        boolean stopped = isAnswered();
        bed.context.getRouteController().startRoute("flow");

        assertThat(suspended).isEqualTo(503);
        assertThat(resumed).isEqualTo(200);
        assertThat(stopped).isFalse();
        assertThat(bed.phone().open(TOKEN).status()).isEqualTo(200);
    }

    /** Some servers close their port with their last route. */
    private static boolean isAnswered() throws Exception {
        try {
            return bed.phone().ping().status() == 200;
        } catch (java.net.ConnectException closed) {
            return false;
        }
    }
}
