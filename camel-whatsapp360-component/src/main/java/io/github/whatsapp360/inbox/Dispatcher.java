package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.EventHandler.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works an inbox off: hands its events to an {@link EventHandler}, several conversations side by side and each in order, and
 * settles every claim by what came of it. An event that failed rests and runs again by a {@link RedeliveryPolicy}; only its own
 * conversation waits meanwhile.
 *
 * <p>Guarantee: whatever the inbox hands out is settled exactly once, and is looked for exactly when something may be found:
 * after work arrived, after a claim was settled, after {@link #wake}, and when the next event becomes due. <b>Limit:</b> an
 * event whose handler never calls {@code done} keeps its place and its conversation until the program ends.
 *
 * <p>Thread-safe. Claims are taken on the timer, one look at a time; events run on the workers.
 */
public final class Dispatcher {

    /** How long an inbox is left alone that could not be read. */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Inbox inbox;
    private final EventHandler handler;
    private final Settings settings;
    private final Threads threads;
    private final Clock clock;

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Alarm alarm;
    private volatile Phase phase = Phase.IDLE;
    private @Nullable Instant pausedUntil;

    /** The life of a dispatcher. It may begin anew. */
    public enum Phase {
        /** Not started yet: events wait. */
        IDLE,
        /** Hands out events. */
        RUNNING,
        /** Hands out no more; what runs may end. */
        STOPPED
    }

    /**
     * How a dispatcher works.
     *
     * <p>Immutable and thread-safe.
     *
     * @param concurrentConsumers events worked on at the same time, at most; at least 1, default 8
     * @param redelivery what happens to events that failed
     */
    public record Settings(int concurrentConsumers, RedeliveryPolicy redelivery) {

        /** Eight at a time, redelivered by {@link RedeliveryPolicy#DEFAULT}. */
        public static final Settings DEFAULT = new Settings(8, RedeliveryPolicy.DEFAULT);

        public Settings {
            requireNonNull(redelivery, "redelivery");
            if (concurrentConsumers < 1) {
                throw new IllegalArgumentException(
                        "concurrentConsumers: expected at least 1, actual " + concurrentConsumers);
            }
        }
    }

    /**
     * Where a dispatcher works. It ends neither of them.
     *
     * @param workers runs the handler; one that refuses an event gets it again later
     * @param timer looks for work, now and at given times; a single thread is enough
     */
    public record Threads(Executor workers, ScheduledExecutorService timer) {
        public Threads {
            requireNonNull(workers, "workers");
            requireNonNull(timer, "timer");
        }
    }

    public Dispatcher(Inbox inbox, EventHandler handler, Settings settings, Threads threads, Clock clock) {
        this.inbox = inbox;
        this.handler = handler;
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.alarm = new Alarm(threads.timer(), clock, this::wake);
    }

    /** Begins to hand out events, or goes on after {@link #stop}. The inbox must be open. */
    public void start() {
        phase = Phase.RUNNING;
        wake();
    }

    /**
     * Hands out no more events and returns at once. What runs goes on and is settled; see {@link #inFlight} for when it is
     * over. What was claimed but had not begun is put back.
     */
    public void stop() {
        phase = Phase.STOPPED;
        alarm.cancel();
    }

    public Phase phase() {
        return phase;
    }

    /** How many events are worked on at present. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Looks for work soon: some arrived, or kinds are no longer postponed. Cheap, never blocks, never throws; for any thread. */
    public void wake() {
        if (phase != Phase.RUNNING || looks.getAndIncrement() != 0) {
            return;
        }
        try {
            threads.timer().execute(this::lookUntilNothingIsNew);
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("The timer is shut down; what waits stays in the inbox.", shutDown);
        }
    }

    /** One look at a time; whoever calls {@link #wake} meanwhile makes it look once more. */
    private void lookUntilNothingIsNew() {
        int seen;
        do {
            seen = looks.get();
            try {
                look(clock.instant());
            } catch (RuntimeException failure) {
                pause(failure);
            }
        } while (!looks.compareAndSet(seen, 0));
    }

    private void look(Instant now) {
        if (phase != Phase.RUNNING) {
            return;
        }
        if (pausedUntil != null && now.isBefore(pausedUntil)) {
            alarm.setFor(pausedUntil);
            return;
        }
        int places = settings.concurrentConsumers() - inFlight.get();
        if (places > 0) {
            List<Claim> claims = inbox.claim(places, now, handler.postponedKinds());
            inFlight.addAndGet(claims.size());
            claims.forEach(this::begin);
            Instant due = claims.size() < places ? inbox.nextDue() : null;
            if (due != null) {
                // What was due before this look and not handed out is not worth another look at once.
                alarm.setFor(due.isAfter(now) ? due : now.plus(PAUSE_AFTER_FAILURE));
            }
        }
        if (pausedUntil != null) {
            pausedUntil = null;
            LOG.info("Looking for work succeeds again.");
        }
    }

    private void pause(RuntimeException failure) {
        if (pausedUntil == null && failure instanceof InboxException) {
            LOG.error(
                    "Looking for work is tried every {} s: {}", PAUSE_AFTER_FAILURE.toSeconds(), failure.getMessage());
        } else if (pausedUntil == null) {
            LOG.error("Looking for work is tried every {} s.", PAUSE_AFTER_FAILURE.toSeconds(), failure);
        }
        pausedUntil = clock.instant().plus(PAUSE_AFTER_FAILURE);
        alarm.setFor(pausedUntil);
    }

    private void begin(Claim claim) {
        try {
            threads.workers().execute(() -> run(claim));
        } catch (RejectedExecutionException busyOrShutDown) {
            LOG.debug("No thread for event {}; it is offered again.", claim.id(), busyOrShutDown);
            settle(claim, Result.postponed());
        }
    }

    private void run(Claim claim) {
        AtomicBoolean settled = new AtomicBoolean();
        Consumer<Result> done = result -> {
            if (settled.compareAndSet(false, true)) {
                settle(claim, result);
            }
        };
        if (phase != Phase.RUNNING || !inbox.holds(claim)) {
            done.accept(Result.postponed());
            return;
        }
        try {
            handler.handle(claim, done);
        } catch (RuntimeException | Error failure) {
            LOG.warn("Event {} failed.", claim.id(), failure);
            done.accept(Result.failed(failure.getClass().getName(), claim.progress()));
        }
    }

    private void settle(Claim claim, Result result) {
        try {
            if (result instanceof Result.Failed failed) {
                settleFailed(claim, failed);
            } else if (result instanceof Result.Postponed) {
                inbox.release(claim, clock.instant().plus(settings.redelivery().redeliveryDelay()));
            } else {
                inbox.complete(claim);
            }
        } catch (RuntimeException failure) {
            LOG.error(
                    "Event {} could not be settled; it runs again when the inbox is opened anew.", claim.id(), failure);
        } finally {
            inFlight.decrementAndGet();
            wake();
        }
    }

    private void settleFailed(Claim claim, Result.Failed failed) {
        if (!settings.redelivery().isExhausted(claim.attempts())) {
            Duration rest = settings.redelivery().delayAfter(claim.attempts());
            LOG.debug("Event {} failed and runs again in {}: {}", claim.id(), rest, failed.problem());
            inbox.retry(claim, clock.instant().plus(rest), failed.progress());
            return;
        }
        LOG.warn(
                "Event {} failed {} times and is a dead letter: {}",
                claim.id(),
                claim.attempts() + 1,
                failed.problem());
        inbox.bury(claim, failed.problem());
        handler.buried(claim, failed.problem());
    }
}
