/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.internal.http.WebhookRequest.UnsupportedFormException;
import io.github.whatsapp360.webhook.internal.Webhook;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of the webhook: passes deliveries to the {@link Webhook} and writes its responses. The response
 * contains no part of the request, and a route receives only the content of the events.
 *
 * <p>Thread-safe. As a processor it blocks a worker thread of the HTTP server until the events are stored, because
 * Camel's HTTP servers respond when it returns. {@link VertxWebhookHandler} does not block.
 */
public final class WebhookProcessor implements Processor {

    private final Webhook webhook;
    private final Settings settings;

    /**
     * The settings of a processor.
     *
     * @param requests finds the HTTP request of a message
     * @param accepting whether deliveries are accepted at present
     * @param maximumSize maximum size of a body in bytes
     * @param nanoTime clock for measuring latency, in nanoseconds
     * @param answered called with each response and its latency in nanoseconds
     */
    public record Settings(
            Function<Message, WebhookRequest> requests,
            BooleanSupplier accepting,
            int maximumSize,
            LongSupplier nanoTime,
            BiConsumer<WebhookResponse, Long> answered) {}

    public WebhookProcessor(Webhook webhook, Settings settings) {
        this.webhook = webhook;
        this.settings = settings;
    }

    @Override
    public void process(Exchange exchange) {
        long begin = now();
        Message message = exchange.getMessage();
        WebhookRequest request = settings.requests().apply(message);
        WebhookResponse answer = answer(request);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        headers(answer).forEach(message::setHeader);
        message.setBody(request.answerOf(answer.body().getBytes(UTF_8)));
        answered(answer, begin);
    }

    /** The headers of a response. */
    static Map<String, String> headers(WebhookResponse answer) {
        Map<String, String> headers = new HashMap<>();
        if (answer.retryAfter() != null) {
            headers.put("Retry-After", Long.toString(answer.retryAfter().toSeconds()));
        }
        if (answer.status() == WebhookResponse.METHOD_NOT_ALLOWED.status()) {
            headers.put("Allow", "POST");
        }
        if (!answer.body().isEmpty()) {
            headers.put(Exchange.CONTENT_TYPE, "text/plain");
        }
        return headers;
    }

    /** The current time for {@link #answered}, in nanoseconds. */
    long now() {
        return settings.nanoTime().getAsLong();
    }

    /** Records the response to a request that arrived at this time. */
    void answered(WebhookResponse answer, long begin) {
        settings.answered().accept(answer, now() - begin);
    }

    int maximumSize() {
        return settings.maximumSize();
    }

    private WebhookResponse answer(WebhookRequest request) {
        WebhookResponse early = answerWithoutBody(request);
        if (early != null) {
            request.discard();
            return early;
        }
        try {
            return receive(request, request.body(maximumSize())).get();
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            return WebhookResponse.UNAVAILABLE;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException senderGaveUp) {
            return WebhookResponse.INCOMPLETE;
        } catch (UnsupportedFormException gone) {
            return WebhookResponse.UNSUPPORTED;
        }
    }

    /** Whether {@link #receive} may be called on an event loop. */
    boolean isNonBlocking(byte @Nullable [] body) {
        return body == null || webhook.isNonBlocking(body);
    }

    /**
     * Processes a delivery.
     *
     * @param body null if it is too large
     */
    public CompletableFuture<WebhookResponse> receive(WebhookRequest request, byte @Nullable [] body) {
        return body == null
                ? CompletableFuture.completedFuture(WebhookResponse.TOO_LARGE)
                : webhook.receive(request.header(WebhookSecurity.SIGNATURE_HEADER), body);
    }

    /** The response if the body need not be read; otherwise null. */
    @Nullable
    public WebhookResponse answerWithoutBody(WebhookRequest request) {
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
        if (!settings.accepting().getAsBoolean()) {
            return WebhookResponse.UNAVAILABLE;
        }
        return request.announcesMoreThan(settings.maximumSize()) ? WebhookResponse.TOO_LARGE : null;
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
