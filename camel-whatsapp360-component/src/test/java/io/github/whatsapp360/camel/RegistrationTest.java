/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.WebhookRegistration;
import io.github.whatsapp360.simulator.fault.Fault;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever registers the webhook gets its deliveries, and leaves no trace if that is wanted. */
class RegistrationTest {

    private static final String ELSEWHERE = "http://127.0.0.1:9/elsewhere";

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed().registered("support");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiver").to("mock:events");
            }
        };
    }

    private void awaitText(String text) {
        await().atMost(TestBed.LIMIT)
                .until(() -> bed.context.getEndpoint("mock:events", MockEndpoint.class).getExchanges().stream()
                        .anyMatch(exchange -> text.equals(exchange.getIn().getBody(String.class))));
    }

    @Test
    void aRegisteredNumberDeliversHere() throws Exception {
        bed.simulator.number().webhook(ELSEWHERE, Map.of("X-Old", "old"));
        bed.start(route("whatsapp360:support"));

        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(bed.webhook("support"));
        bed.simulator.customer("491701234567", "Lena K.").says("Good morning");

        awaitText("Good morning");
        assertThat(registration().problem()).isNull();
    }

    @Test
    void aSecondStartChangesNothing() throws Exception {
        bed.start(route("whatsapp360:support"));
        long sets = sets();

        bed.context.getRouteController().stopRoute("receiver");
        bed.context.getRouteController().startRoute("receiver");
        registration().register();

        assertThat(sets()).isEqualTo(sets).isEqualTo(1);
    }

    private long sets() {
        return bed.simulator.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().equals("/v1/configs/webhook"))
                .count();
    }

    @Test
    void whatWasThereBeforeIsPutBackOnRequest() throws Exception {
        bed.simulator.number().webhook(ELSEWHERE, Map.of("X-Old", "old"));
        bed.start(route("whatsapp360:support?restoreWebhook=true"));
        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(bed.webhook("support"));

        bed.context.stop();

        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(ELSEWHERE);
    }

    @Test
    void withoutRequestTheWebhookStaysForTheNextStart() throws Exception {
        bed.simulator.number().webhook(ELSEWHERE, Map.of());
        bed.start(route("whatsapp360:support"));

        bed.context.stop();

        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(bed.webhook("support"));
    }

    @Test
    void whatSomebodyElseRegisteredMeanwhileIsLeftAlone() throws Exception {
        bed.start(route("whatsapp360:support?restoreWebhook=true"));
        bed.simulator.number().webhook("http://127.0.0.1:9/third", Map.of());

        bed.context.stop();

        assertThat(bed.simulator.number().webhookUrl()).isEqualTo("http://127.0.0.1:9/third");
    }

    @Test
    void afterARotationOfTheKeyTheWebhookIsRegisteredWithItsNewSecret() throws Exception {
        bed.start(route("whatsapp360:support"));
        bed.simulator.number().rotateKey("rotated-key-0123456789abcdef");
        assertThat(bed.simulator.number().webhookUrl()).isEmpty();

        bed.context.getRouteController().stopRoute("receiver");
        bed.context.removeRoute("receiver");
        bed.context.removeEndpoints("whatsapp360:*");
        bed.component.stop();
        bed.component.getConfiguration().setApiKey("rotated-key-0123456789abcdef");
        bed.component.start();
        bed.context.addRoutes(route("whatsapp360:support"));

        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(bed.webhook("support"));
        bed.simulator.customer("491701234567", "Lena K.").says("Still there?");
        awaitText("Still there?");
    }

    @Test
    void aWebhookThatPointsElsewhereIsNoticed() throws Exception {
        bed.start(route("whatsapp360:support"));

        bed.simulator.number().webhook(ELSEWHERE, Map.of());
        assertThat(registration().problem()).contains(ELSEWHERE);

        bed.simulator.number().webhook(bed.webhook("support"), Map.of("X-Whatsapp360-Secret", "of-another-node"));
        assertThat(registration().problem()).contains("another secret").doesNotContain("of-another-node");
    }

    @Test
    void aRegistrationThatFailsIsTriedAgainWhileTheRouteReceives() throws Exception {
        bed.simulator.fault(
                Fault.refuse(500, "down").on("POST", "/v1/configs/webhook").times(1));
        bed.start(route("whatsapp360:support"));

        assertThat(bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Meanwhile"))
                        .statusCode())
                .isEqualTo(200);
        awaitText("Meanwhile");
        await().atMost(TestBed.LIMIT).until(() -> bed.webhook("support")
                .equals(bed.simulator.number().webhookUrl()));
        await().atMost(TestBed.LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void anApiThatIsAwayAtTheStartDoesNotEndTheApplication() throws Exception {
        bed.component.getConfiguration().setBaseUrl("http://127.0.0.1:" + TestBed.freePort());
        bed.component.getConfiguration().setMaximumRetries(0);

        bed.start(route("whatsapp360:support"));

        assertThat(bed.context.isStarted()).isTrue();
        assertThat(bed.context.getRouteController().getRouteStatus("receiver").isStarted())
                .isTrue();
        assertThat(bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hello"))
                        .statusCode())
                .isEqualTo(200);
        awaitText("Hello");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .startsWith("Account 'support': The webhook is not registered yet: "));
    }

    @Test
    void aKeyThatIsNotAcceptedAtTheStartSaysWhatToDo() throws Exception {
        bed.simulator.number().rotateKey("another-key-0123456789abcdef");

        bed.start(route("whatsapp360:support"));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains("Account 'support'", "does not accept the key", "apiKey"));
    }

    @Test
    void anAddressThatLeadsElsewhereIsToldInTheHealthDetails() throws Exception {
        bed.component.getConfiguration().setWebhookUrl("https://example.org/hooks/support");

        bed.start(route("whatsapp360:suport"));

        assertThat(health().getDetails().get("whatsapp360.webhookPath").toString())
                .contains("/hooks/support", "/whatsapp360/suport");
        assertThat(WebhookRegistration.mismatch("https://example.org/x/whatsapp360/a/", "/whatsapp360/a"))
                .isNull();
        assertThat(WebhookRegistration.mismatch("https://example.org/whatsapp360/a?b=c", "/whatsapp360/a"))
                .isNull();
        assertThat(WebhookRegistration.mismatch("https://example.org", "/whatsapp360/a"))
                .isNotNull();
    }

    private HealthCheck.Result health() {
        return ((Whatsapp360Consumer) bed.context.getRoute("receiver").getConsumer())
                .getHealthCheck()
                .call();
    }

    @Test
    void anAddressThat360dialogRefusesIsToldBeforeItIsTried() {
        assertThat(catchThrowable(
                        () -> WebhookRegistration.check("support", "http://example.com/x", "https://waba.example")))
                .hasMessageContaining("https");
        assertThat(catchThrowable(() ->
                        WebhookRegistration.check("support", "https://example.com:8443/", "https://waba.example")))
                .hasMessageContaining("port");
        assertThat(catchThrowable(
                        () -> WebhookRegistration.check("support", "https://my_host.example/", "https://waba.example")))
                .hasMessageContaining("underscore");
        assertThat(catchThrowable(() -> WebhookRegistration.check("support", null, "https://waba.example")))
                .hasMessage(
                        "Account 'support': registerWebhook needs webhookUrl, the public https address of webhookPath");
    }

    @Test
    void onlyASecretThatWasRenewedIsSaidToBe() throws Exception {
        bed.simulator.number().webhook(ELSEWHERE, Map.of("X-Whatsapp360-Secret", "old"));
        try (CapturedLog log = new CapturedLog(WebhookRegistration.class)) {
            bed.start(route("whatsapp360:support"));
            bed.simulator.number().webhook(bed.webhook("support"), Map.of("X-Whatsapp360-Secret", "old"));
            registration().register();

            assertThat(log.messages()).hasSize(2);
            assertThat(log.messages().get(0)).doesNotContain("renewed");
            assertThat(log.messages().get(1)).endsWith("secret renewed");
        }
    }

    private WebhookRegistration registration() {
        return bed.component.account("support").receiver().runtime().registration();
    }
}
