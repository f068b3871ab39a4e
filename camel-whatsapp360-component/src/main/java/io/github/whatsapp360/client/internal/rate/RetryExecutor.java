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
 * Repeats a call that failed, if it certainly had no effect and may work later. What fails in the end carries the earlier
 * failures as suppressed exceptions.
 *
 * <p>Waits as long as the API says, else half a second, doubled each time, less a random part; never more than
 * {@link #MAXIMUM_DELAY}: who must wait longer is told instead. Thread-safe; no thread waits.
 */
public final class RetryExecutor {

    /** Longer than an upgrade of the number's throughput takes, which is the longest that is worth waiting for. */
    static final Duration MAXIMUM_DELAY = Duration.ofMinutes(2);

    private static final Duration INITIAL_DELAY = Duration.ofMillis(500);

    private final int maximumRetries;
    private final DelayScheduler delays;

    public RetryExecutor(int maximumRetries, DelayScheduler delays) {
        this.maximumRetries = maximumRetries;
        this.delays = delays;
    }

    /** How long to wait after a failure; may differ from call to call. */
    @FunctionalInterface
    public interface Backoff {
        /**
         * Decides.
         *
         * @param attempt the one that failed, counted from 0
         * @return null not to try again
         */
        @Nullable
        Duration delayAfter(Whatsapp360Exception failure, int attempt);
    }

    /**
     * Makes a call as often as it must and may be made.
     *
     * @param call given the number of the attempt, counted from 0
     */
    public <T> CompletableFuture<T> execute(IntFunction<CompletableFuture<T>> call) {
        return execute(call, RetryExecutor::defaultDelay);
    }

    /** The same with other rules. */
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

    /** The usual rule: only what was certainly not sent. */
    public static @Nullable Duration defaultDelay(Whatsapp360Exception failure, int attempt) {
        if (!failure.retryable() || failure.outcome() != SendOutcome.notSent) {
            return null;
        }
        Duration exponential = exponentialDelay(attempt);
        Duration asked = failure.retryAfter();
        return asked == null || asked.compareTo(exponential) < 0 ? exponential : asked;
    }

    /** Between half and all of 0.5, 1, 2, 4 … seconds. */
    static Duration exponentialDelay(int attempt) {
        long whole = INITIAL_DELAY.toNanos() << Math.min(attempt, 8);
        return Duration.ofNanos(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
