package io.github.whatsapp360.client.internal.rate;

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
public final class CallTimeouts {

    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Executor later;

    /** Told apart by identity. */
    private static final class Call {

        private final long due;
        private final Runnable tooLate;
        private final Runnable closed;

        Call(long due, Runnable tooLate, Runnable closed) {
            this.due = due;
            this.tooLate = tooLate;
            this.closed = closed;
        }
    }

    public CallTimeouts(Duration tick) {
        this.later = CompletableFuture.delayedExecutor(tick.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    }

    /**
     * Watches a call until it has its answer.
     *
     * @param tooLate completes the answer; runs on the JDK's timer, and must not block
     * @param closed completes the answer because nobody waits for it any more
     */
    public void watch(CompletableFuture<?> answer, Duration limit, Runnable tooLate, Runnable closed) {
        Call call = new Call(System.nanoTime() + limit.toNanos(), tooLate, closed);
        open.add(call);
        CompletableFuture<?> unused = answer.whenComplete((given, problem) -> open.remove(call));
        beginToLook();
    }

    /** Ends all calls that are under way. */
    public void closeAll() {
        open.forEach(call -> call.closed.run());
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
                    call.tooLate.run();
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
