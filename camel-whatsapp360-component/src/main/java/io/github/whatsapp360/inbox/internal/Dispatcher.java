package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.EventHandler.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
 * conversation of its subscription waits meanwhile. Events of subscriptions that do not run are not looked for.
 *
 * <p>Guarantee: whatever the inbox hands out is settled exactly once, and is looked for exactly when something may be found:
 * after work arrived, after a claim was settled, after {@link #wake}, and when the next event becomes due. <b>Limit:</b> an
 * event whose handler never calls {@code done} keeps its place and its conversation until the program ends.
 *
 * <p>Thread-safe. Whoever has room looks: a worker takes claims, hands all but the first to others and runs that one itself, and
 * looks again when it is done. There is one look at a time.
 */
public final class Dispatcher {

    /** How long an inbox is left alone that could not be read. */
    static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Inbox inbox;
    private final EventHandler handler;
    private final Settings settings;
    private final Threads threads;
    private final MonotonicClock clock;

    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final WakeUpTimer wakeUp;
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
     * @param account whose events they are, for the log
     * @param concurrentConsumers events worked on at the same time, at most; at least 1, default 8
     * @param redelivery what happens to events that failed
     */
    public record Settings(String account, int concurrentConsumers, RedeliveryPolicy redelivery) {

        public Settings {
            requireNonNull(account, "account");
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
     * @param workers looks for work and runs the handler, on threads of its own; one that refuses is asked again later
     * @param timer tells when something becomes due; a single thread is enough, and does nothing else
     */
    public record Threads(Executor workers, ScheduledExecutorService timer) {
        public Threads {
            requireNonNull(workers, "workers");
            requireNonNull(timer, "timer");
        }
    }

    /**
     * A dispatcher that is not started yet.
     *
     * @param clock tells when events are due; when it is set back, what rests does not rest longer
     */
    public Dispatcher(Inbox inbox, EventHandler handler, Settings settings, Threads threads, Clock clock) {
        this.inbox = inbox;
        this.handler = handler;
        this.settings = settings;
        this.threads = threads;
        this.clock = MonotonicClock.following(clock);
        this.wakeUp = new WakeUpTimer(threads.timer(), this.clock, this::wake);
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
        wakeUp.cancel();
    }

    public Phase phase() {
        return phase;
    }

    /** How many events are worked on at present. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Looks for work soon: some arrived, or another subscription runs. Cheap, never blocks, never throws; for any thread. */
    public void wake() {
        if (requestPoll()) {
            schedulePoll();
        }
    }

    /** Who is told true has to look; whoever asks meanwhile makes it look once more. */
    private boolean requestPoll() {
        return phase == Phase.RUNNING && polls.getAndIncrement() == 0;
    }

    private void schedulePoll() {
        try {
            threads.workers().execute(this::work);
        } catch (RejectedExecutionException busyOrShutDown) {
            LOG.debug("No thread to look for work; it is asked again.", busyOrShutDown);
            polls.set(0);
            wakeUp.schedule(clock.instant().plus(RETRY_DELAY));
        }
    }

    /** Looks and runs by turns, for as long as there is something and nobody else looks. */
    private void work() {
        boolean more = true;
        while (more) {
            Claim claim = poll();
            more = claim != null && run(claim) && requestPoll();
        }
    }

    /** Begins all that may run but for one, which is returned; null if there is none. */
    private @Nullable Claim poll() {
        int seen = polls.get();
        List<Claim> claims = List.of();
        try {
            claims = claim(clock.instant());
        } catch (RuntimeException | Error failure) {
            pause(failure);
        }
        inFlight.addAndGet(claims.size());
        if (!polls.compareAndSet(seen, 0)) {
            schedulePoll();
        }
        for (int i = 1; i < claims.size(); i++) {
            begin(claims.get(i));
        }
        return claims.isEmpty() ? null : claims.get(0);
    }

    private List<Claim> claim(Instant now) {
        if (phase != Phase.RUNNING) {
            return List.of();
        }
        if (pausedUntil != null && now.isBefore(pausedUntil)) {
            wakeUp.schedule(pausedUntil);
            return List.of();
        }
        List<Claim> claims = List.of();
        int places = settings.concurrentConsumers() - inFlight.get();
        Set<String> running = handler.runningSubscriptions();
        if (places > 0 && !running.isEmpty()) {
            claims = inbox.claim(places, now, running);
        }
        if (pausedUntil != null) {
            pausedUntil = null;
            LOG.info("Account {}: inbox readable again", settings.account());
        }
        if (claims.size() < places) {
            setWakeUp(now);
        }
        return claims;
    }

    /** What was handed out has to run whether or not the inbox can still tell what comes next. */
    private void setWakeUp(Instant now) {
        try {
            Instant due = inbox.nextDue();
            if (due != null) {
                // What was due before this look and not handed out is not worth another look at once.
                wakeUp.schedule(due.isAfter(now) ? due : now.plus(RETRY_DELAY));
            }
        } catch (RuntimeException | Error failure) {
            pause(failure);
        }
    }

    private void pause(Throwable failure) {
        if (pausedUntil == null && failure instanceof InboxException) {
            LOG.error(
                    "Account {}: cannot read the inbox; retrying every {} s: {}",
                    settings.account(),
                    RETRY_DELAY.toSeconds(),
                    failure.getMessage());
        } else if (pausedUntil == null) {
            LOG.error(
                    "Account {}: cannot read the inbox; retrying every {} s",
                    settings.account(),
                    RETRY_DELAY.toSeconds(),
                    failure);
        }
        pausedUntil = clock.instant().plus(RETRY_DELAY);
        wakeUp.schedule(pausedUntil);
    }

    private void begin(Claim claim) {
        try {
            threads.workers().execute(() -> {
                if (run(claim) && requestPoll()) {
                    work();
                }
            });
        } catch (RejectedExecutionException busyOrShutDown) {
            LOG.debug("No thread for event {}; it is offered again.", claim.id(), busyOrShutDown);
            settle(claim, Result.postponed());
            wake();
        }
    }

    /** Returns whether the caller has to look again; else whoever settles the claim has it done. */
    private boolean run(Claim claim) {
        Run run = new Run(claim);
        handle(claim, run);
        return run.isSettledHere();
    }

    /** An event while its handler is at it. */
    private final class Run implements Consumer<Result> {

        private final AtomicBoolean settled = new AtomicBoolean();
        private final Claim claim;
        private @Nullable Thread caller = Thread.currentThread();
        private boolean settledHere;

        Run(Claim claim) {
            this.claim = claim;
        }

        @Override
        public void accept(Result result) {
            if (!settled.compareAndSet(false, true)) {
                return;
            }
            settle(claim, result);
            if (Thread.currentThread().equals(caller)) {
                settledHere = true;
            } else {
                wake();
            }
        }

        /** Asked when the handler has returned: from then on its thread is any other. */
        boolean isSettledHere() {
            caller = null;
            return settledHere;
        }
    }

    private void handle(Claim claim, Consumer<Result> done) {
        if (phase != Phase.RUNNING || !inbox.holds(claim)) {
            done.accept(Result.postponed());
            return;
        }
        try {
            handler.handle(claim, done);
        } catch (RuntimeException | Error failure) {
            LOG.warn("Account {}: event {} failed before its route began", settings.account(), claim.id(), failure);
            done.accept(Result.failed(failure.getClass().getName()));
        }
    }

    private void settle(Claim claim, Result result) {
        try {
            if (result instanceof Result.Failed failed) {
                settleFailed(claim, failed);
            } else if (result instanceof Result.Incurable incurable) {
                bury(claim, incurable.problem());
            } else if (result instanceof Result.Postponed) {
                inbox.release(claim, clock.instant().plus(settings.redelivery().redeliveryDelay()));
            } else {
                inbox.complete(claim);
            }
        } catch (RuntimeException failure) {
            LOG.error(
                    "Account {}: event {} was processed, and this could not be stored; it runs again after the next start",
                    settings.account(),
                    claim.id(),
                    failure);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void settleFailed(Claim claim, Result.Failed failed) {
        if (!settings.redelivery().isExhausted(claim.attempts())) {
            Duration rest = settings.redelivery().delayAfter(claim.attempts());
            LOG.debug(
                    "Account {}: event {} failed and runs again in {}: {}",
                    settings.account(),
                    claim.id(),
                    rest,
                    failed.problem());
            inbox.retry(claim, clock.instant().plus(rest));
            return;
        }
        bury(claim, failed.problem());
    }

    private void bury(Claim claim, String problem) {
        LOG.warn(
                "Account {}: event {} failed {} times and is a dead letter: {}",
                settings.account(),
                claim.id(),
                claim.attempts() + 1,
                problem);
        inbox.bury(claim, problem);
        try {
            handler.buried(claim, problem);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Account {}: event {} is a dead letter, and could not be sent on",
                    settings.account(),
                    claim.id(),
                    failure);
        }
    }
}
