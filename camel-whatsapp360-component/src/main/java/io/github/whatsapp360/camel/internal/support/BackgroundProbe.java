package io.github.whatsapp360.camel.internal.support;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest answer to a question that may take long. It is asked in the background, and never a second time while it
 * is outstanding; who asks waits for half a second at most and then has to do with the answer before.
 *
 * <p>Thread-safe: however many ask, all of them together wait for half a second after the question was asked.
 *
 * @param <T> the answer
 */
public final class BackgroundProbe<T> {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Supplier<CompletableFuture<T>> question;
    private @Nullable Asked outstanding;
    private @Nullable CompletableFuture<T> newest;

    /**
     * A question under way.
     *
     * @param at by the clock of nanoseconds
     */
    private record Asked(CompletableFuture<?> answered, long at) {}

    /**
     * A probe that has asked nothing yet.
     *
     * @param question asks; its future must complete sooner or later
     */
    public BackgroundProbe(Supplier<CompletableFuture<T>> question) {
        this.question = question;
    }

    /**
     * The newest answer.
     *
     * @param anew whether the last one is too old: then it is asked for again
     * @return completed, perhaps exceptionally; null if there has been none yet
     */
    @Nullable
    public CompletableFuture<T> newest(boolean anew) {
        await(ask(anew));
        synchronized (this) {
            return newest;
        }
    }

    private synchronized @Nullable Asked ask(boolean anew) {
        if (outstanding == null && (anew || newest == null)) {
            long now = System.nanoTime();
            CompletableFuture<T> asked = asked();
            CompletableFuture<?> answered = asked.handle((answer, failure) -> answered(asked));
            // The answer may have been there at once.
            outstanding = answered.isDone() ? null : new Asked(answered, now);
        }
        return outstanding;
    }

    private CompletableFuture<T> asked() {
        try {
            return question.get();
        } catch (RuntimeException unaskable) {
            return CompletableFuture.failedFuture(unaskable);
        }
    }

    private synchronized boolean answered(CompletableFuture<T> asked) {
        newest = asked;
        outstanding = null;
        return true;
    }

    private static void await(@Nullable Asked asked) {
        if (asked == null) {
            return;
        }
        long left = LONGEST_WAIT.toNanos() - (System.nanoTime() - asked.at());
        try {
            Object unused = asked.answered().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            // The answer before has to do.
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }
}
