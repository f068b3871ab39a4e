/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.webhook.internal.Webhook;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.net.URLDecoder;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes the deliveries of 360dialog to the {@link Webhook}. The response contains no part of the request, and a route
 * receives only the content of the events.
 *
 * <p>Thread-safe.
 *
 * @param accepting whether deliveries are accepted at present
 * @param tracing of the account
 */
public record DeliveryHandler(Webhook webhook, BooleanSupplier accepting, Tracing tracing) implements RequestHandler {

    @Override
    public boolean isNonBlocking(byte[] body) {
        return webhook.isNonBlocking(body);
    }

    @Override
    public CompletableFuture<WebhookResponse> receive(WebhookRequest request, byte[] body) {
        Tracing.DeliverySpan span = tracing.begin(request::header);
        return webhook.receive(request.header(WebhookSecurity.SIGNATURE_HEADER), body, span.context())
                .whenComplete((response, failure) ->
                        span.end(response == null ? WebhookResponse.UNAVAILABLE.status() : response.status()));
    }

    @Override
    public @Nullable WebhookResponse answerWithoutBody(WebhookRequest request) {
        if ("GET".equals(request.method())) {
            return webhook.verify(
                    parameter(request.query(), "hub.verify_token"), parameter(request.query(), "hub.challenge"));
        }
        if (!"POST".equals(request.method())) {
            return WebhookResponse.METHOD_NOT_ALLOWED;
        }
        if (!webhook.admits(request.header(WebhookSecurity.SECRET_HEADER), request.header("Authorization"))) {
            return WebhookResponse.UNAUTHORIZED;
        }
        return accepting.getAsBoolean() ? null : WebhookResponse.UNAVAILABLE;
    }

    private static @Nullable String parameter(@Nullable String query, String name) {
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
                } catch (IllegalArgumentException malformed) {
                    return null;
                }
            }
        }
        return null;
    }
}
