/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * A response that reports when it begins, and whether the HTTP client ended a call without one. The HTTP client does so
 * when it would have to repeat the request for authentication.
 *
 * <p>Confined to one request.
 */
final class WatchedResponse<T> implements AsyncResponseConsumer<T> {

    private final AsyncResponseConsumer<T> answer;
    private final Consumer<HttpResponse> begun;
    private final Runnable none;
    private volatile boolean hasBegun;

    /**
     * Creates a watched response.
     *
     * @param begun called with the head, before the body is consumed
     * @param none called if the call has ended and the response has not begun
     */
    WatchedResponse(AsyncResponseConsumer<T> answer, Consumer<HttpResponse> begun, Runnable none) {
        this.answer = answer;
        this.begun = begun;
        this.none = none;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<T> resultCallback)
            throws HttpException, IOException {
        hasBegun = true;
        begun.accept(response);
        answer.consumeResponse(response, entity, context, resultCallback);
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) throws HttpException, IOException {
        answer.informationResponse(response, context);
    }

    @Override
    public void failed(Exception cause) {
        answer.failed(cause);
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        answer.updateCapacity(channel);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        answer.consume(source);
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
        answer.streamEnd(trailers);
    }

    @Override
    public void releaseResources() {
        answer.releaseResources();
        if (!hasBegun) {
            none.run();
        }
    }
}
