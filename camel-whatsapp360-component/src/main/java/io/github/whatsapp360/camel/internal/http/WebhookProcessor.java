/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.internal.http.WebhookRequest.UnsupportedFormException;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a webhook: passes requests to the {@link RequestHandler} and writes its responses. No header of the
 * request is left in the response.
 *
 * <p>Thread-safe. As a processor it blocks a worker thread of the HTTP server until the response is there, because
 * Camel's HTTP servers respond when it returns. {@link VertxWebhookHandler} does not block.
 */
public final class WebhookProcessor implements Processor {

    private final RequestHandler handler;
    private final Settings settings;

    /**
     * The settings of a processor.
     *
     * @param requests finds the HTTP request of a message
     * @param maximumSize maximum size of a body in bytes
     * @param nanoTime clock for measuring latency, in nanoseconds
     * @param answered called with each response and its latency in nanoseconds
     */
    public record Settings(
            Function<Message, WebhookRequest> requests,
            int maximumSize,
            LongSupplier nanoTime,
            BiConsumer<WebhookResponse, Long> answered) {}

    public WebhookProcessor(RequestHandler handler, Settings settings) {
        this.handler = handler;
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
            headers.put(Exchange.CONTENT_TYPE, answer.contentType());
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
        return body == null || handler.isNonBlocking(body);
    }

    /**
     * Processes a request.
     *
     * @param body null if it is too large
     */
    public CompletableFuture<WebhookResponse> receive(WebhookRequest request, byte @Nullable [] body) {
        return body == null
                ? CompletableFuture.completedFuture(WebhookResponse.TOO_LARGE)
                : handler.receive(request, body);
    }

    /** The response if the body need not be read; otherwise null. */
    @Nullable
    public WebhookResponse answerWithoutBody(WebhookRequest request) {
        WebhookResponse answer = handler.answerWithoutBody(request);
        if (answer != null) {
            return answer;
        }
        return request.announcesMoreThan(settings.maximumSize()) ? WebhookResponse.TOO_LARGE : null;
    }
}
