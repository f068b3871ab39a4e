/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest response to a request that may be slow. The request runs in the background, at most one at a time. A
 * caller waits for half a second at most and then gets the previous response.
 *
 * <p>Thread-safe: concurrent callers wait together, until half a second after the request was sent.
 *
 * @param <T> the response
 */
public final class BackgroundProbe<T> {

    private static final Duration MAXIMUM_WAIT = Duration.ofMillis(500);

    private final Supplier<CompletableFuture<T>> request;
    private @Nullable Pending outstanding;
    private @Nullable CompletableFuture<T> latest;

    /**
     * A request in progress.
     *
     * @param at when it was sent, by {@link System#nanoTime}
     */
    private record Pending(CompletableFuture<?> completed, long at) {}

    /**
     * A probe that has not sent a request yet.
     *
     * @param request sends the request; its future must complete eventually
     */
    public BackgroundProbe(Supplier<CompletableFuture<T>> request) {
        this.request = request;
    }

    /**
     * The latest response.
     *
     * @param refresh whether the latest response is too old and the request is to be sent again
     * @return completed, perhaps exceptionally; null if there has been none yet
     */
    @Nullable
    public CompletableFuture<T> latest(boolean refresh) {
        await(send(refresh));
        synchronized (this) {
            return latest;
        }
    }

    private synchronized @Nullable Pending send(boolean refresh) {
        if (outstanding == null && (refresh || latest == null)) {
            long now = System.nanoTime();
            CompletableFuture<T> response = request();
            CompletableFuture<?> completed = response.handle((value, failure) -> completed(response));
            // The request may have completed immediately.
            outstanding = completed.isDone() ? null : new Pending(completed, now);
        }
        return outstanding;
    }

    private CompletableFuture<T> request() {
        try {
            return request.get();
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    private synchronized boolean completed(CompletableFuture<T> response) {
        latest = response;
        outstanding = null;
        return true;
    }

    private static void await(@Nullable Pending pending) {
        if (pending == null) {
            return;
        }
        long left = MAXIMUM_WAIT.toNanos() - (System.nanoTime() - pending.at());
        try {
            Object unused = pending.completed().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            // The previous response is used.
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }
}
