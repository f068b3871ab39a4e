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
    private final AtomicBoolean checkScheduled = new AtomicBoolean();
    private final Executor later;

    /** Told apart by identity. */
    private static final class Call {

        private final long due;
        private final Runnable onTimeout;
        private final Runnable onClose;

        Call(long due, Runnable onTimeout, Runnable onClose) {
            this.due = due;
            this.onTimeout = onTimeout;
            this.onClose = onClose;
        }
    }

    public CallTimeouts(Duration tick) {
        this.later = CompletableFuture.delayedExecutor(tick.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    }

    /**
     * Watches a call until it has its answer.
     *
     * @param onTimeout completes the answer; runs on the JDK's timer, and must not block
     * @param onClose completes the answer because nobody waits for it any more
     */
    public void watch(CompletableFuture<?> answer, Duration limit, Runnable onTimeout, Runnable onClose) {
        Call call = new Call(System.nanoTime() + limit.toNanos(), onTimeout, onClose);
        open.add(call);
        CompletableFuture<?> unused = answer.whenComplete((given, problem) -> open.remove(call));
        scheduleCheck();
    }

    /** Ends all calls that are under way. */
    public void closeAll() {
        open.forEach(call -> call.onClose.run());
    }

    private void scheduleCheck() {
        if (!checkScheduled.get() && checkScheduled.compareAndSet(false, true)) {
            later.execute(this::checkAll);
        }
    }

    private void checkAll() {
        long now = System.nanoTime();
        try {
            for (Call call : open) {
                if (call.due - now <= 0) {
                    call.onTimeout.run();
                }
            }
        } finally {
            // One that cannot be ended must not keep the others from it.
            checkScheduled.set(false);
            // Whoever came in between saw that somebody was watching.
            if (!open.isEmpty()) {
                scheduleCheck();
            }
        }
    }
}
