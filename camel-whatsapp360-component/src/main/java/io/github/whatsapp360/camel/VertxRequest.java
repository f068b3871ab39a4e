package io.github.whatsapp360.camel;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
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
 * A request of Vert.x, paused before its body. The event loop reads; the worker that answers waits for it, which only
 * authentic senders can make it do.
 */
final class VertxRequest implements RawRequest {

    /** How long a body may take. 360dialog itself gives up after five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServerRequest request;

    private VertxRequest(HttpServerRequest request) {
        this.request = request;
    }

    /** The paused request that is the message's body; null if that is something else. */
    static @Nullable RawRequest of(Message message) {
        return message.getBody() instanceof HttpServerRequest request ? new VertxRequest(request) : null;
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
        Collector collector = new Collector(limit);
        try {
            request.exceptionHandler(collector.complete::completeExceptionally);
            request.endHandler(end -> collector.end());
            request.handler(collector::add);
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
            request.resume();
            if (request.response().closed()) {
                throw new IOException("The sender gave up");
            }
            return collector.complete.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalStateException | ExecutionException | TimeoutException incomplete) {
            throw new IOException("The sender gave up or was too slow", incomplete);
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
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
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int limit;

        Collector(int limit) {
            this.limit = limit;
        }

        void add(Buffer more) {
            if (complete.isDone()) {
                return;
            }
            if (bytes.size() + (long) more.length() > limit) {
                complete.complete(null);
            } else {
                bytes.writeBytes(more.getBytes());
            }
        }

        void end() {
            complete.complete(bytes.toByteArray());
        }
    }
}
