package io.github.whatsapp360.camel.internal.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
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
 * A request of Vert.x before its body. The event loop reads it; a worker that wants it waits for that, which only authentic
 * senders can make it do.
 */
final class VertxWebhookRequest implements WebhookRequest {

    /** How long a body may take. 360dialog itself gives up after five seconds. */
    static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

    private final HttpServerRequest request;

    VertxWebhookRequest(HttpServerRequest request) {
        this.request = request;
    }

    /** The paused request that is the message's body; null if that is something else. */
    static @Nullable WebhookRequest of(Message message) {
        return message.getBody() instanceof HttpServerRequest request ? new VertxWebhookRequest(request) : null;
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

    /** As {@link #body}, without waiting for it; fails with whatever kept it from coming, but not by itself after any time. */
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

    /** Camel has Vert.x pump bytes through a stream, in three tasks and two buffers of 8 kB; of this it knows the length. */
    @Override
    public Object answerOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    /** What has come so far. Confined to the event loop, but for the result. */
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
                // Most deliveries are one chunk, which is as good as a copy of it.
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
