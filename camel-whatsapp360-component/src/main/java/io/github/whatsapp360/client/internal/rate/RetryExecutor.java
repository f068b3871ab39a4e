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
 * {@link #LONGEST}: who must wait longer is told instead. Thread-safe; no thread waits.
 */
public final class RetryExecutor {

    /** Longer than an upgrade of the number's throughput takes, which is the longest that is worth waiting for. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofMillis(500);

    private final int maximum;
    private final DelayScheduler waits;

    public RetryExecutor(int maximum, DelayScheduler waits) {
        this.maximum = maximum;
        this.waits = waits;
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
        Duration after(Whatsapp360Exception failure, int attempt);
    }

    /**
     * Makes a call as often as it must and may be made.
     *
     * @param call given the number of the attempt, counted from 0
     */
    public <T> CompletableFuture<T> of(IntFunction<CompletableFuture<T>> call) {
        return of(call, RetryExecutor::pause);
    }

    /** The same with other rules. */
    public <T> CompletableFuture<T> of(IntFunction<CompletableFuture<T>> call, Backoff backoff) {
        return attempt(call, backoff, 0, new ArrayList<>());
    }

    private <T> CompletableFuture<T> attempt(
            IntFunction<CompletableFuture<T>> call, Backoff backoff, int attempt, List<Whatsapp360Exception> earlier) {
        return call.apply(attempt).exceptionallyCompose(problem -> {
            Whatsapp360Exception failure = Whatsapp360Exception.in(problem);
            Duration wait = attempt < maximum ? backoff.after(failure, attempt) : null;
            if (wait == null || wait.compareTo(LONGEST) > 0) {
                return failed(failure, earlier);
            }
            earlier.add(failure);
            return waits.of(wait)
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
    public static @Nullable Duration pause(Whatsapp360Exception failure, int attempt) {
        if (!failure.retryable() || failure.outcome() != SendOutcome.notSent) {
            return null;
        }
        Duration backOff = backOff(attempt);
        Duration asked = failure.retryAfter();
        return asked == null || asked.compareTo(backOff) < 0 ? backOff : asked;
    }

    /** Between half and all of 0.5, 1, 2, 4 … seconds. */
    static Duration backOff(int attempt) {
        long whole = FIRST.toNanos() << Math.min(attempt, 8);
        return Duration.ofNanos(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
