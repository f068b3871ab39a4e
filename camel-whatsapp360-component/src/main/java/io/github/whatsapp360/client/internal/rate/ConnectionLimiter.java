package io.github.whatsapp360.client.internal.rate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * As many requests at once as there are connections. The pool of connections has a queue of its own, but looks at how long
 * somebody waits there only when a connection comes back, which may be never.
 *
 * <p>Thread-safe. No thread waits.
 */
public final class ConnectionLimiter implements AutoCloseable {

    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final Duration timeout;
    private int free;
    private boolean closed;

    /** @param timeout after which waiting fails */
    public ConnectionLimiter(int size, Duration timeout) {
        this.free = size;
        this.timeout = timeout;
    }

    /** Completes when a request may go, whose end is to be told by {@link #release}; fails if none may for too long. */
    public CompletableFuture<Void> acquire() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                turn.cancel(false);
            } else if (free > 0) {
                free--;
                turn.complete(null);
            } else {
                waiting.add(turn);
            }
        }
        return turn.isDone() ? turn : turn.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Passes the slot on to whoever waits longest, and has not given up. */
    public void release() {
        CompletableFuture<Void> next;
        do {
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    free++;
                    return;
                }
            }
        } while (!next.complete(null));
    }

    /** Nobody waits any longer, nor ever again. */
    @Override
    public void close() {
        Queue<CompletableFuture<Void>> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        left.forEach(turn -> turn.cancel(false));
    }
}
