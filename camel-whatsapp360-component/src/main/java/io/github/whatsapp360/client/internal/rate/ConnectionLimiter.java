/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Limits concurrent requests to the number of connections. The queue of the connection pool is not used, because it
 * checks its timeout only when a connection is returned, which may never happen.
 *
 * <p>Thread-safe. No thread waits.
 */
public final class ConnectionLimiter implements AutoCloseable {

    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final Duration timeout;
    private int free;
    private boolean closed;

    /** @param timeout maximum time to wait for a permit */
    public ConnectionLimiter(int size, Duration timeout) {
        this.free = size;
        this.timeout = timeout;
    }

    /** Acquires a permit for a request, to be returned by {@link #release}; fails after the timeout. */
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

    /** Passes the permit to the longest-waiting request that has not timed out. */
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

    /** Fails all waiting requests, and all later ones. */
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
