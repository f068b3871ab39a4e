package io.github.whatsapp360.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends calls that take too long, at most a {@code tick} late. Now and then it looks at all that are under way: a timer for each, which
 * nearly always has to be taken back, costs more.
 *
 * <p>Thread-safe. No thread waits, and nothing is looked at while no call is under way.
 */
final class Deadlines {

    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Executor later;

    /** Told apart by identity. */
    private static final class Call {

        private final long due;
        private final Runnable end;

        Call(long due, Runnable end) {
            this.due = due;
            this.end = end;
        }
    }

    Deadlines(Duration tick) {
        this.later = CompletableFuture.delayedExecutor(tick.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    }

    /**
     * Watches a call until it has its answer.
     *
     * @param end completes the answer; runs on the JDK's timer, and must not block
     */
    void watch(CompletableFuture<?> answer, Duration limit, Runnable end) {
        Call call = new Call(System.nanoTime() + limit.toNanos(), end);
        open.add(call);
        CompletableFuture<?> unused = answer.whenComplete((given, problem) -> open.remove(call));
        beginToLook();
    }

    private void beginToLook() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            later.execute(this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        try {
            for (Call call : open) {
                if (call.due - now <= 0) {
                    call.end.run();
                }
            }
        } finally {
            // One that cannot be ended must not keep the others from it.
            watching.set(false);
            // Whoever came in between saw that somebody was watching.
            if (!open.isEmpty()) {
                beginToLook();
            }
        }
    }
}
