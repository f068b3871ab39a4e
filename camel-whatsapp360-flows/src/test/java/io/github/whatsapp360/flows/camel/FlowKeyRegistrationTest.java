/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.OpenForm;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The public key at 360dialog, and what a customer of the simulator can do with it. */
class FlowKeyRegistrationTest {

    private Whatsapp360Simulator simulator;
    private FlowBed bed;

    @BeforeEach
    void setUp() throws Exception {
        simulator = Whatsapp360Simulator.builder().start();
        bed = new FlowBed();
        Whatsapp360Component messages = new Whatsapp360Component();
        messages.getConfiguration().setApiKey(simulator.apiKey());
        messages.getConfiguration().setBaseUrl(simulator.baseUrl());
        messages.getConfiguration().setMaximumRetries(0);
        bed.context.addComponent("whatsapp360", messages);
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
        simulator.close();
    }

    private void start(String options) throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support" + options).routeId("flow").process(exchange -> exchange.getMessage()
                        .setBody(
                                exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen") == null
                                        ? FlowResponse.screen("DAY", Map.of("days", List.of("mon", "tue")))
                                        : FlowResponse.completed(Map.of("day", "mon"))));
                from("direct:api").toD("whatsapp360:support?operation=${header.operation}");
            }
        });
    }

    private Object api(String operation, Object body) {
        return bed.context.createProducerTemplate().requestBodyAndHeader("direct:api", body, "operation", operation);
    }

    private long uploads() {
        return simulator.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().contains("encryption"))
                .count();
    }

    private HealthCheck.Result health() {
        return ((Whatsapp360FlowConsumer) bed.context.getRoute("flow").getConsumer())
                .getHealthCheck()
                .call();
    }

    @Test
    void theKeyIsUploadedOnceAndTheSimulatorOpensTheForm() throws Exception {
        start("?registerKey=true");
        await().atMost(FlowBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
        assertThat(uploads()).isEqualTo(1);
        bed.context.getRouteController().stopRoute("flow");
        bed.context.getRouteController().startRoute("flow");
        await().atMost(FlowBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
        assertThat(uploads()).isEqualTo(1);

        api(
                "createFlow",
                Map.of(
                        "name",
                        "table",
                        "categories",
                        List.of("OTHER"),
                        "endpoint_uri",
                        "http://127.0.0.1:" + bed.port + FlowBed.PATH));
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.says("A table, please");
        bed.context.createProducerTemplate().sendBody("whatsapp360:support?to=491701234567", """
                {"type":"interactive","interactive":{"type":"flow","body":{"text":"When?"},"action":{"name":"flow",
                "parameters":{"flow_message_version":"3","flow_name":"table","flow_cta":"Choose","flow_token":"own-1",
                "flow_action":"data_exchange"}}}}""".transform(
                        FlowKeyRegistrationTest::map));
        OpenForm form =
                lena.opensForm(lena.awaitReceived(1, FlowBed.LIMIT).get(0).wamid());

        assertThat(form.screen()).isEqualTo("DAY");
        assertThat(form.value("/days/1")).isEqualTo("tue");
        form.submits(Map.of("day", "mon"));
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.screen()).isEqualTo("SUCCESS");
        assertThat(form.messageId()).isNotNull();
    }

    private static Map<?, ?> map(String json) {
        try {
            return Phone.JSON.readValue(json, Map.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void anotherKeyIsReplaced() throws Exception {
        KeyPair other = FlowBed.newPair();
        simulatorKey(Pem.block("PUBLIC KEY", other.getPublic().getEncoded()));
        start("?registerKey=true");

        await().atMost(FlowBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);

        assertThat(uploads()).isEqualTo(2);
        assertThat(api("getFlowEncryptionKey", "").toString())
                .contains(Pem.block("PUBLIC KEY", FlowBed.PAIR.getPublic().getEncoded()));
    }

    private void simulatorKey(String pem) throws Exception {
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:upload").to("whatsapp360:support?operation=setFlowEncryptionKey");
            }
        });
        bed.context.start();
        bed.context.createProducerTemplate().sendBody("direct:upload", pem);
    }

    @Test
    void anApiThatIsAwayPreventsNoStart() throws Exception {
        simulator.fault(Fault.refuse(131016).times(1));
        start("?registerKey=true");

        assertThat(bed.phone().open("t").status()).isEqualTo(200);
        await().atMost(FlowBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void withoutApiKeyTheStartFails() {
        bed.context
                .getComponent("whatsapp360", Whatsapp360Component.class)
                .getConfiguration()
                .setApiKey(null);

        FlowBed.assertRefused(() -> start("?registerKey=true"), "support", "apiKey");
    }

    @Test
    void answersThatFailTooOftenAreReported() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support").routeId("flow").setBody(constant("no answer"));
            }
        });
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        for (int i = 0; i < 20; i++) {
            assertThat(bed.phone().open("t").status()).isEqualTo(500);
        }

        await().atMost(FlowBed.LIMIT).until(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(health().getMessage().orElseThrow()).contains("a tenth of the latest 20", "actual are 20 and 0");
        assertThat(health().getDetails()).containsEntry("whatsapp360.flow.failed", 20);
    }
}
