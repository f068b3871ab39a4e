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
 * A request that knows whether its body may have left: the line between "not sent" and "unknown". The body is asked for when
 * there is a connection and the head was written to it, and the API can do nothing without it.
 */
final class WatchedRequest implements AsyncRequestProducer {

    private final AsyncRequestProducer request;
    private final boolean hasBody;
    private final boolean idempotent;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile boolean hasRoute;
    private volatile @Nullable Future<?> call;

    /** Which of two comes first: that the request leaves, or that it is given up. */
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

    /** Whether nobody is the worse if it arrives twice: it asks, or it uploads what no message names yet. */
    boolean isIdempotent() {
        return idempotent;
    }

    boolean hasBody() {
        return hasBody;
    }

    boolean bodyMayHaveLeft() {
        return stage.get() == Stage.LEAVING;
    }

    /** Nobody waits for it any more: if it has not left yet, it never will. */
    void abandon() {
        stage.compareAndSet(Stage.WAITING, Stage.ABANDONED);
    }

    private void leave() throws IOException {
        stage.compareAndSet(Stage.WAITING, Stage.LEAVING);
        if (stage.get() == Stage.ABANDONED) {
            throw new RequestNotExecutedException();
        }
    }

    /** The connection to the API is there, through the proxy; only told where there is a proxy. */
    void routeEstablished() {
        hasRoute = true;
    }

    boolean hasRoute() {
        return hasRoute;
    }

    /** It is on its way as this call. */
    void started(Future<?> execution) {
        call = execution;
    }

    /** Ends it, if it is on its way. */
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
