/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * Processes the events of an inbox: passes them to an {@link EventHandler}, several conversations concurrently and each
 * in order, and settles every claim by its result. A failed event runs again by a {@link RedeliveryPolicy}; only its
 * own conversation and subscription wait for it. Events of subscriptions that do not run are not claimed.
 *
 * <p>Guarantee: every claim is settled exactly once. The inbox is polled exactly when an event may be available: after
 * events arrived, after a claim was settled, after {@link #wake}, and when the next event becomes due. <b>Limit:</b> an
 * event whose handler never calls {@code done} occupies one of the concurrent consumers and blocks its conversation
 * until the process ends.
 *
 * <p>Thread-safe. A worker polls the inbox, submits all claims but the first to other workers, runs the first one
 * itself, and polls again when it is done. Only one poll runs at a time.
 */
public final class Dispatcher {

    /** Delay before the next poll of an inbox that could not be read. */
    static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Inbox inbox;
    private final EventHandler handler;
    private final Settings settings;
    private final Threads threads;
    private final MonotonicClock clock;

    private final AtomicInteger polls = new AtomicInteger();
    private final InFlightEvents inFlight = new InFlightEvents();
    private final WakeUpTimer wakeUp;
    private volatile Phase phase = Phase.IDLE;
    private @Nullable Instant pausedUntil;

    /** The life cycle of a dispatcher. A stopped dispatcher may be started again. */
    public enum Phase {
        /** Not started. */
        IDLE,
        /** Claims events. */
        RUNNING,
        /** Claims no more events; running events continue. */
        STOPPED
    }

    /**
     * Settings of a dispatcher.
     *
     * <p>Immutable and thread-safe.
     *
     * @param account account name, for the log
     * @param concurrentConsumers maximum number of events processed concurrently; at least 1, default 8
     * @param redelivery when failed events run again
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
     * The executors of a dispatcher. The dispatcher shuts down neither of them.
     *
     * @param workers polls the inbox and runs the handler; after a rejection the dispatcher tries again later
     * @param timer wakes the dispatcher when an event becomes due; one thread is enough
     */
    public record Threads(Executor workers, ScheduledExecutorService timer) {
        public Threads {
            requireNonNull(workers, "workers");
            requireNonNull(timer, "timer");
        }
    }

    /**
     * Creates a dispatcher in phase {@link Phase#IDLE}.
     *
     * @param clock determines when events are due; setting it back does not extend delays
     */
    public Dispatcher(Inbox inbox, EventHandler handler, Settings settings, Threads threads, Clock clock) {
        this.inbox = inbox;
        this.handler = handler;
        this.settings = settings;
        this.threads = threads;
        this.clock = MonotonicClock.following(clock);
        this.wakeUp = new WakeUpTimer(threads.timer(), this.clock, this::wake);
    }

    /** Starts claiming events, also again after {@link #stop}. The inbox must be open. */
    public void start() {
        phase = Phase.RUNNING;
        wake();
    }

    /**
     * Stops claiming events and returns at once. Running events continue and are settled; {@link #inFlight} is 0 when
     * all have ended. Claimed events that have not begun are released.
     */
    public void stop() {
        phase = Phase.STOPPED;
        wakeUp.cancel();
    }

    public Phase phase() {
        return phase;
    }

    /** Number of events that are being processed. */
    public int inFlight() {
        return inFlight.size();
    }

    /**
     * Requests a poll: events arrived, or another subscription runs. Cheap, never blocks, never throws; may be called
     * on any thread.
     */
    public void wake() {
        if (requestPoll()) {
            schedulePoll();
        }
    }

    /** Requests a poll. The caller that gets true must poll; later requests make that caller poll once more. */
    private boolean requestPoll() {
        return phase == Phase.RUNNING && polls.getAndIncrement() == 0;
    }

    private void schedulePoll() {
        try {
            threads.workers().execute(this::work);
        } catch (RejectedExecutionException busyOrShutDown) {
            LOG.debug("No thread to poll the inbox; trying again.", busyOrShutDown);
            polls.set(0);
            wakeUp.schedule(clock.instant().plus(RETRY_DELAY));
        }
    }

    /** Polls and runs in turn, as long as there are events and no other worker polls. */
    private void work() {
        boolean more = true;
        while (more) {
            Claim claim = poll();
            more = claim != null && run(claim) && requestPoll();
        }
    }

    /** Submits all claims but the first and returns that one; null if there is none. */
    private @Nullable Claim poll() {
        int seen = polls.get();
        List<Claim> claims = List.of();
        try {
            claims = claim(clock.instant());
        } catch (RuntimeException | Error failure) {
            pause(failure);
        }
        claims.forEach(inFlight::add);
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
        int places = settings.concurrentConsumers() - inFlight.size();
        Set<String> running = handler.runningSubscriptions();
        if (places > 0 && !running.isEmpty()) {
            claims = inbox.claim(places, now, inFlight.fewestFirst(running));
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

    /** Claimed events must run even if the inbox cannot report the next due time. */
    private void setWakeUp(Instant now) {
        try {
            Instant due = inbox.nextDue();
            if (due != null) {
                // An event that was due at this poll but could not be claimed needs no immediate second poll.
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
            LOG.debug("No thread for event {}; it is released.", claim.id(), busyOrShutDown);
            settle(claim, Result.postponed());
            wake();
        }
    }

    /** Returns whether the caller has to poll again; otherwise the thread that settles the claim requests the poll. */
    private boolean run(Claim claim) {
        Run run = new Run(claim);
        handle(claim, run);
        return run.isSettledHere();
    }

    /** One run of an event. */
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

        /** Called after the handler returned; from then on its thread counts as any other thread. */
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
                    "Account {}: event {} was processed, but this could not be stored; the event runs again after"
                            + " the next start",
                    settings.account(),
                    claim.id(),
                    failure);
        } finally {
            inFlight.remove(claim);
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
                "Account {}: event {} failed {} times and is now a dead letter: {}",
                settings.account(),
                claim.id(),
                claim.attempts() + 1,
                problem);
        inbox.bury(claim, problem);
        try {
            handler.buried(claim, problem);
        } catch (RuntimeException failure) {
            LOG.warn("Account {}: dead letter {} could not be passed on", settings.account(), claim.id(), failure);
        }
    }
}
