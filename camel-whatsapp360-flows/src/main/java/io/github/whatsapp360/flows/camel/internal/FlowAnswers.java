/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.internal.FlowCipher;
import io.github.whatsapp360.flows.internal.FlowJson;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of a data endpoint. Those without encryption contain nothing of the request. Stateless. */
final class FlowAnswers {

    /** The request cannot be decrypted: the phone fetches the public key again and repeats the request once. */
    static final WebhookResponse UNREADABLE = new WebhookResponse(421, "", null);

    /** The signature of the app is missing or wrong. */
    static final WebhookResponse WRONG_SIGNATURE = new WebhookResponse(432, "", null);

    /** The route has failed, or has answered nothing usable. */
    static final WebhookResponse FAILED = new WebhookResponse(500, "", null);

    /** The route has not answered in time. */
    static final WebhookResponse LATE = new WebhookResponse(504, "", null);

    private static final int TOKEN_REFUSED = 427;

    private FlowAnswers() {}

    /** The answer to a request for a sign of life. */
    static WebhookResponse active(FlowCipher.Opened opened) {
        return sealed(opened, Map.of("data", Map.of("status", "active")));
    }

    /** The answer to the notice of an error. */
    static WebhookResponse acknowledged(FlowCipher.Opened opened) {
        return sealed(opened, Map.of("data", Map.of("acknowledged", true)));
    }

    /** The flow token is not valid; the phone shows the text. Not encrypted, as documented. */
    static WebhookResponse refused(String message) {
        byte[] json = FlowJson.write(Map.of("error_msg", message));
        return new WebhookResponse(TOKEN_REFUSED, new String(json, UTF_8), "application/json", null);
    }

    /** The answer of the route. */
    static WebhookResponse of(FlowCipher.Opened opened, FlowRequest request, FlowResponse response) {
        if (response.refusal() != null) {
            return refused(response.refusal());
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", request.version());
        members.put("screen", response.screen());
        members.put("data", response.data());
        return sealed(opened, members);
    }

    /**
     * The answer if the route did not answer: the same screen with a message, or an error of HTTP.
     *
     * @param message for the customer; null for none
     * @param otherwise without a message, and where there is no screen to show again
     */
    static WebhookResponse failed(
            FlowCipher.Opened opened, FlowRequest request, @Nullable String message, WebhookResponse otherwise) {
        return message == null || request.screen() == null
                ? otherwise
                : of(opened, request, FlowResponse.rejected(request, message));
    }

    private static WebhookResponse sealed(FlowCipher.Opened opened, Map<String, ?> answer) {
        return new WebhookResponse(200, opened.seal(FlowJson.write(answer)), null);
    }
}
