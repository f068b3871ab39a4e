package io.github.whatsapp360.client;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** A request that knows whether its first byte may have left: the line between "not sent" and "unknown". */
final class WatchedRequest implements AsyncRequestProducer {

    private final AsyncRequestProducer request;
    private volatile boolean mayHaveLeft;

    WatchedRequest(AsyncRequestProducer request) {
        this.request = request;
    }

    boolean mayHaveLeft() {
        return mayHaveLeft;
    }

    @Override
    public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        // Called with a connection at hand: until here nothing was written, from here on everything may have been.
        request.sendRequest(
                (head, entity, ctx) -> {
                    mayHaveLeft = true;
                    channel.sendRequest(head, entity, ctx);
                },
                context);
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
