/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import io.github.whatsapp360.client.SendOutcome;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Retries a failed call if it certainly had no effect and may succeed later. The final exception has the earlier
 * failures as suppressed exceptions.
 *
 * <p>The delay is half a second, doubled with each retry, with jitter; or what {@code Retry-After} of the response or
 * the error code asks for, if that is longer. The exception of the failed attempt carries it. A call that would have to
 * wait longer than {@link #MAXIMUM_DELAY} fails instead. Thread-safe; no thread waits.
 */
public final class RetryExecutor {

    /** Longer than a throughput upgrade of the number takes, which is the longest condition worth waiting for. */
    static final Duration MAXIMUM_DELAY = Duration.ofMinutes(2);

    private static final Duration INITIAL_DELAY = Duration.ofMillis(500);

    private final int maximumRetries;
    private final DelayScheduler delays;

    public RetryExecutor(int maximumRetries, DelayScheduler delays) {
        this.maximumRetries = maximumRetries;
        this.delays = delays;
    }

    /** The delay after a failure; may differ from call to call. */
    @FunctionalInterface
    public interface Backoff {
        /**
         * Determines the delay.
         *
         * @param attempt the failed attempt, counted from 0
         * @return null for no further attempt
         */
        @Nullable
        Duration delayAfter(Whatsapp360Exception failure, int attempt);
    }

    /**
     * Makes a call with retries and the default back-off.
     *
     * @param call called with the number of the attempt, counted from 0
     */
    public <T> CompletableFuture<T> execute(IntFunction<CompletableFuture<T>> call) {
        return execute(call, RetryExecutor::defaultDelay);
    }

    /** Makes a call with retries and another back-off. */
    public <T> CompletableFuture<T> execute(IntFunction<CompletableFuture<T>> call, Backoff backoff) {
        return attempt(call, backoff, 0, new ArrayList<>());
    }

    private <T> CompletableFuture<T> attempt(
            IntFunction<CompletableFuture<T>> call, Backoff backoff, int attempt, List<Whatsapp360Exception> earlier) {
        return call.apply(attempt).exceptionallyCompose(problem -> {
            Whatsapp360Exception failure = Whatsapp360Exception.in(problem);
            Duration wait = attempt < maximumRetries ? backoff.delayAfter(failure, attempt) : null;
            if (wait == null || wait.compareTo(MAXIMUM_DELAY) > 0) {
                return failed(failure, earlier);
            }
            earlier.add(failure);
            return delays.delay(wait)
                    .<@Nullable Whatsapp360Exception>handle(
                            (passed, closed) -> closed == null ? null : Whatsapp360Exception.in(closed))
                    .thenCompose(closed ->
                            closed == null ? attempt(call, backoff, attempt + 1, earlier) : failed(closed, earlier));
        });
    }

    private static <T> CompletableFuture<T> failed(Whatsapp360Exception last, List<Whatsapp360Exception> earlier) {
        for (Whatsapp360Exception failure : earlier) {
            if (failure != last) {
                last.addSuppressed(failure);
            }
        }
        return CompletableFuture.failedFuture(last);
    }

    /** The default back-off: retries only what was certainly not sent. */
    public static @Nullable Duration defaultDelay(Whatsapp360Exception failure, int attempt) {
        if (!failure.retryable() || failure.outcome() != SendOutcome.notSent) {
            return null;
        }
        Duration exponential = exponentialDelay(attempt);
        Duration asked = failure.retryAfter();
        return asked == null || asked.compareTo(exponential) < 0 ? exponential : asked;
    }

    /** Between 50 % and 100 % of 0.5, 1, 2, 4 … seconds. */
    static Duration exponentialDelay(int attempt) {
        long whole = INITIAL_DELAY.toNanos() << Math.min(attempt, 8);
        return Duration.ofNanos(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
