/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest answer of 360dialog to a question that is asked again while somebody looks, and not more often than the
 * interval. Nobody waits for it.
 *
 * <p>Thread-safe.
 */
final class Probe<T> {

    private final Supplier<CompletableFuture<T>> question;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<T> outstanding;
    private @Nullable CompletableFuture<T> latest;
    private long askedAt;

    /** @param nanoTime as {@link System#nanoTime} */
    Probe(Supplier<CompletableFuture<T>> question, Duration interval, LongSupplier nanoTime) {
        this.question = question;
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /** The latest answer, perhaps a failure; null before the first one. Asks again if that is old enough. */
    synchronized @Nullable CompletableFuture<T> latest() {
        CompletableFuture<T> before = outstanding;
        if (before != null && before.isDone()) {
            latest = before;
            outstanding = null;
        }
        boolean due = latest == null || nanoTime.getAsLong() - askedAt >= interval.toNanos();
        if (outstanding == null && due) {
            askedAt = nanoTime.getAsLong();
            outstanding = ask();
        }
        CompletableFuture<T> now = outstanding;
        return now != null && now.isDone() ? now : latest;
    }

    /** The next look asks again, because an action may have changed the answer. */
    synchronized void outdated() {
        outstanding = null;
        latest = null;
    }

    private CompletableFuture<T> ask() {
        try {
            return question.get();
        } catch (RuntimeException notAsked) {
            return CompletableFuture.failedFuture(notAsked);
        }
    }
}
