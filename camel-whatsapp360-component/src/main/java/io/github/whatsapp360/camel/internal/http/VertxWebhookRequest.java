/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x request whose body has not been read. The event loop reads the body; a worker may wait for it, but only for
 * an authenticated sender.
 */
final class VertxWebhookRequest implements WebhookRequest {

    /** Timeout for reading a body. 360dialog's own timeout is five seconds. */
    static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

    /** Where platform-http puts the user. */
    private static final String USER_HEADER = "CamelVertxPlatformHttpAuthenticatedUser";

    private final HttpServerRequest request;
    private final @Nullable Object user;

    VertxWebhookRequest(HttpServerRequest request) {
        this(request, null);
    }

    private VertxWebhookRequest(HttpServerRequest request, @Nullable Object user) {
        this.request = request;
        this.user = user;
    }

    /** The paused request in the message body; null if the body is something else. */
    static @Nullable WebhookRequest of(Message message) {
        return message.getBody() instanceof HttpServerRequest request
                ? new VertxWebhookRequest(request, message.getHeader(USER_HEADER))
                : null;
    }

    @Override
    public @Nullable String user() {
        return user instanceof User known ? known.subject() : null;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String query() {
        return request.query();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public byte @Nullable [] body(int limit) throws IOException {
        try {
            CompletableFuture<byte @Nullable []> body = bodyLater(limit);
            if (request.response().closed()) {
                throw new IOException("The request body was truncated");
            }
            return body.get(BODY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalStateException | ExecutionException | TimeoutException incomplete) {
            throw new IOException("The request body was truncated, or the sender was too slow", incomplete);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** As {@link #body}, but asynchronous and without a timeout. */
    CompletableFuture<byte @Nullable []> bodyLater(int limit) {
        Collector collector = new Collector(limit);
        request.exceptionHandler(collector.complete::completeExceptionally);
        request.endHandler(end -> collector.end());
        request.handler(collector::add);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        return collector.complete;
    }

    @Override
    public void discard() {
        request.resume();
    }

    /**
     * A buffer has a known length. For a byte array Camel would use a stream with three tasks and two buffers of 8 kB.
     */
    @Override
    public Object answerOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    /** Collects the chunks of the body. Confined to the event loop, except for the result. */
    private static final class Collector {

        private final CompletableFuture<byte @Nullable []> complete = new CompletableFuture<>();
        private final int limit;
        private Buffer bytes = Buffer.buffer();
        private int chunks;

        Collector(int limit) {
            this.limit = limit;
        }

        void add(Buffer more) {
            if (complete.isDone()) {
                return;
            }
            if (bytes.length() + (long) more.length() > limit) {
                complete.complete(null);
            } else {
                // Most deliveries consist of one chunk, which needs no copy.
                bytes = switch (chunks++) {
                    case 0 -> more;
                    case 1 -> Buffer.buffer().appendBuffer(bytes).appendBuffer(more);
                    default -> bytes.appendBuffer(more);
                };
            }
        }

        void end() {
            complete.complete(bytes.getBytes());
        }
    }
}
