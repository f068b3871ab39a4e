/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A request that records whether its body may have been sent, which separates the outcomes "not sent" and "unknown".
 * The body is requested only after the head was written to a connection, and the API cannot act without the body.
 */
final class WatchedRequest implements AsyncRequestProducer {

    private final AsyncRequestProducer request;
    private final boolean hasBody;
    private final boolean idempotent;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile boolean hasRoute;
    private volatile @Nullable Future<?> call;

    /** Decided once: whether the request was sent or cancelled first. */
    private enum Stage {
        WAITING,
        LEAVING,
        ABANDONED
    }

    WatchedRequest(AsyncRequestProducer request, boolean hasBody, boolean idempotent) {
        this.request = request;
        this.hasBody = hasBody;
        this.idempotent = idempotent;
    }

    /** Whether the request is idempotent: it only reads, or uploads a file that no message uses yet. */
    boolean isIdempotent() {
        return idempotent;
    }

    boolean hasBody() {
        return hasBody;
    }

    boolean bodyMayHaveLeft() {
        return stage.get() == Stage.LEAVING;
    }

    /** Cancels the request: if it has not been sent, it never will be. */
    void abandon() {
        stage.compareAndSet(Stage.WAITING, Stage.ABANDONED);
    }

    private void leave() throws IOException {
        stage.compareAndSet(Stage.WAITING, Stage.LEAVING);
        if (stage.get() == Stage.ABANDONED) {
            throw new RequestNotExecutedException();
        }
    }

    /** The tunnel through the proxy is open; called only if there is a proxy. */
    void routeEstablished() {
        hasRoute = true;
    }

    boolean hasRoute() {
        return hasRoute;
    }

    /** Sets the running HTTP call. */
    void started(Future<?> execution) {
        call = execution;
    }

    /** Aborts the HTTP call if it is running. */
    void cancel() {
        Future<?> execution = call;
        if (execution != null) {
            execution.cancel(true);
        }
    }

    @Override
    public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        if (!hasBody) {
            leave();
        }
        request.sendRequest(channel, context);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public int available() {
        return request.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        leave();
        request.produce(channel);
    }

    @Override
    public void failed(Exception cause) {
        request.failed(cause);
    }

    @Override
    public void releaseResources() {
        request.releaseResources();
    }
}
