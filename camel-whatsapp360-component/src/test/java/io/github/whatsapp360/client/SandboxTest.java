/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 360dialog's sandbox, whose address ends in {@code /v1}. */
class SandboxTest {

    @Test
    void messagesAndWebhookAreWhereTheSandboxHasThem() throws Exception {
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = new Whatsapp360Client(api.settings().withBaseUrl(api.url() + "/v1"))) {
            api.answering(request -> Answer.json(
                    200,
                    request.path().endsWith("/messages") ? ApiStub.ACCEPTED : "{\"url\":\"https://example.com\"}"));

            client.send(OutboundMessage.to("491701234567", OutboundContent.text("Hi")))
                    .join();
            client.setWebhook(new WebhookSettings("https://example.com", Map.of()))
                    .join();
            client.getWebhook().join();
            client.call("GET", "/v1/configs/webhook", null).join();

            assertThat(api.requests())
                    .extracting(ApiStub.Request::path)
                    .containsExactly(
                            "/v1/messages", "/v1/configs/webhook", "/v1/configs/webhook", "/v1/configs/webhook");
        }
    }

    @Test
    void anAnswerWithoutABodyIsNoWebhookOrTheOneThatWasSet() throws Exception {
        try (ApiStub api = new ApiStub();
                Whatsapp360Client client = new Whatsapp360Client(api.settings())) {
            api.answering(request -> Answer.json(200, ""));
            WebhookSettings webhook = new WebhookSettings("https://example.com", Map.of("X-Secret", "s"));

            assertThat(client.getWebhook().join()).isEqualTo(new WebhookSettings(null, Map.of()));
            assertThat(client.setWebhook(webhook).join()).isEqualTo(webhook);
        }
    }
}
