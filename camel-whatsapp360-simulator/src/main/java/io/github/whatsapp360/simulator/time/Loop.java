/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop on which all state of a simulator lives; there are no locks because nothing else touches that
 * state. Thread-safe.
 */
public final class Loop {

    private static final int MAXIMUM_WAIT_SECONDS = 60;

    private final Vertx vertx;
    private final Context context;
    private volatile @Nullable Thread thread;

    /** A loop of this Vert.x instance. */
    public Loop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /** The Vert.x instance that owns the loop. */
    public Vertx vertx() {
        return vertx;
    }

    /** Runs the work on the loop, later. */
    public void post(Runnable work) {
        context.runOnContext(ignored -> {
            thread = Thread.currentThread();
            work.run();
        });
    }

    /**
     * Runs the work on the loop and waits for it, at most ten seconds; at once when the caller is on the loop already.
     *
     * @throws IllegalStateException when the loop does not answer in that time
     */
    public <T> T call(Supplier<T> work) {
        if (Thread.currentThread().equals(thread)) {
            return work.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        post(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        return await(result);
    }

    /** Like {@link #call}, without a result. */
    public void run(Runnable work) {
        Object done = call(() -> {
            work.run();
            return Boolean.TRUE;
        });
        assert done != null;
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get(MAXIMUM_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the simulator", interrupted);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    "Expected an answer of the simulator within " + MAXIMUM_WAIT_SECONDS + " s, Actual none", late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException("The simulator failed", failed.getCause());
        }
    }
}
