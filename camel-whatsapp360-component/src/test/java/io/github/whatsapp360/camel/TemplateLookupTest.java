/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.client.ApiStub.Request;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Looking up the definition of a template helps where it can, and neither delays nor alters a message where it cannot.
 */
class TemplateLookupTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Two seconds on a busy machine; without the limit it is half a minute. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CountDownLatch end = new CountDownLatch(1);
    private ApiStub api;
    private ProducerTemplate template;

    @BeforeEach
    void setUp() throws Exception {
        api = new ApiStub();
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void tearDown() throws Exception {
        end.countDown();
        context.close();
        api.close();
    }

    private void answering(Function<Request, Answer> lookUp, Function<Request, Answer> message) {
        api.answering(request ->
                request.path().startsWith("/message_templates") ? lookUp.apply(request) : message.apply(request));
    }

    private static Answer accepted(Request request) {
        return Answer.json(200, ApiStub.ACCEPTED);
    }

    private Answer hanging(Request request) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Answer.json(500, "{}");
    }

    private Exchange send(Object body) {
        return template.request(
                "whatsapp360:support?to=491701234567&apiKey=secret-key-0123456789&templateName=order&"
                        + "templateLanguage=en&baseUrl="
                        + api.url(),
                exchange -> exchange.getIn().setBody(body));
    }

    private List<JsonNode> sent() {
        return api.requests().stream()
                .filter(request -> request.path().equals("/messages"))
                .map(request -> {
                    try {
                        return JSON.readTree(request.body()).path("template");
                    } catch (IOException noJson) {
                        throw new IllegalStateException(noJson);
                    }
                })
                .toList();
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void oneThatHangsDelaysByTwoSecondsOnceAndAltersNothing() {
        answering(this::hanging, TemplateLookupTest::accepted);

        long begun = System.nanoTime();
        Exchange first = send(Map.of("otp.code", "123456"));
        assertThat(since(begun)).isLessThan(SOON);
        assertThat(first.getException()).isNull();

        assertThat(context.getComponent("whatsapp360", Whatsapp360Component.class)
                        .client("support")
                        .knownTemplate("order", "en"))
                .isCompletedWithValue(Optional.empty());
        Exchange second = send(Map.of("otp.code", "654321"));
        assertThat(second.getException()).isNull();

        assertThat(sent()).hasSize(2);
        assertThat(sent().get(0).toString()).contains("123456", "\"url\"", "\"body\"");
        assertThat(sent().get(1).toString()).contains("654321", "\"url\"", "\"body\"");
    }

    @Test
    void oneThatIsThrottledDelaysByTwoSecondsAtMost() {
        answering(request -> Answer.json(429, "{}").with("Retry-After", "30"), TemplateLookupTest::accepted);

        long begun = System.nanoTime();
        Exchange sent = send(List.of("Lena", "A-17"));

        assertThat(since(begun)).isLessThan(SOON);
        assertThat(sent.getException()).isNull();
        assertThat(sent().get(0).toString()).contains("Lena", "A-17");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void oneThatFailsDropsNoText(int status) {
        answering(request -> Answer.json(status, "<html></html>"), TemplateLookupTest::accepted);

        Exchange sent = send("your parcel is here");

        assertThat(sent.getException()).isNull();
        assertThat(sent()).hasSize(1);
        assertThat(sent().get(0).toString()).contains("your parcel is here");
    }

    @Test
    void aTextThatTheTemplateDoesNotTakeIsIgnoredThenToo() {
        answering(
                request -> Answer.json(403, "{}"),
                request -> request.text().contains("components")
                        ? Answer.error(400, 132000)
                        : Answer.json(200, ApiStub.ACCEPTED));

        Exchange sent = send("nobody needs this text");

        assertThat(sent.getException()).isNull();
        assertThat(sent()).hasSize(2);
        assertThat(sent().get(1).path("components").isMissingNode()).isTrue();
    }

    @Test
    void whatTheApiRefusesEitherWayIsReportedAsItWasGiven() {
        answering(
                request -> Answer.json(403, "{}"),
                request -> Answer.error(400, request.text().contains("components") ? 132012 : 132000));

        Exchange sent = send("a text");

        assertThat(sent.getException(TemplateException.class).code()).isEqualTo(132012);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("notSent");
    }

    @Test
    void whatMayHaveBeenSentIsNotSentAgainWithoutTheText() {
        answering(request -> Answer.json(403, "{}"), request -> Answer.json(500, ""));

        Exchange sent = send("a text");

        assertThat(sent.getException()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(sent()).hasSize(1);
    }
}
