/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.internal.postgres.Prefetch.Acquired;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ClaimResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Claims events in batches: one message to the database writes the settlements and acquires the next conversation
 * locks.
 *
 * <p>Guarantee: no event waits because of the batches for longer than {@link #PACE}, or {@link #MAXIMUM_OVERLOAD_PACE}
 * while more deliveries arrive than can be stored. Locks that were acquired but not used are released after
 * {@link Prefetch#MAXIMUM_AGE}, and when the inbox is closed.
 *
 * <p>Thread-safe.
 */
final class ClaimBatches {

    /**
     * Minimum time between two messages while events are processed fast and none waits: events that arrive in between
     * share the next message.
     */
    static final Duration PACE = Duration.ofMillis(5);

    /**
     * While deliveries wait for their commit, nothing is acquired ahead, and so much time is after a message for each
     * event that it claimed, so that the database acknowledges first.
     */
    static final Duration OVERLOAD_PACE = Duration.ofNanos(1_500_000);

    private static final Duration MAXIMUM_OVERLOAD_PACE = Duration.ofMillis(200);

    /** Events per {@link Prefetch#WINDOW} from which processing counts as fast. */
    private static final int FAST = 8;

    /** After this time, a statement with an unknown result has ended. */
    private static final Duration DOUBT_TIMEOUT = Duration.ofMinutes(1);

    /** How long an answer to {@link #nextDue} is used; other nodes may delay events meanwhile. */
    private static final Duration DUE_TIMEOUT = Duration.ofSeconds(1);

    private final SharedDatabase database;
    private final Node node;
    private final ClaimTracker tracker;
    private final Prefetch prefetch;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final BooleanSupplier overload;
    private int lastClaimed;
    private long doubtfulUntil;
    private long lastMessage;
    private boolean noneLeft;
    private volatile @Nullable NextDue nextDue;

    /** When the next delayed event becomes due, and when that was asked. */
    private record NextDue(Optional<Instant> due, long asked) {

        boolean isOver(Instant now) {
            return due.isPresent() && !due.get().isAfter(now);
        }
    }

    /**
     * Creates an instance.
     *
     * @param clock converts due times
     * @param overload whether deliveries wait for their commit
     */
    ClaimBatches(
            SharedDatabase database,
            Node node,
            ClaimTracker tracker,
            Prefetch prefetch,
            Clock clock,
            LongSupplier nanoTime,
            BooleanSupplier overload) {
        this.database = database;
        this.node = node;
        this.tracker = tracker;
        this.prefetch = prefetch;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.overload = overload;
        this.doubtfulUntil = nanoTime.getAsLong();
        this.lastMessage = doubtfulUntil - PACE.toNanos();
    }

    /** As {@link io.github.whatsapp360.inbox.Inbox#claim}. */
    synchronized List<Claim> claim(int limit, Set<String> subscriptions) throws SQLException {
        long me = node.number();
        // After this node was declared dead, other nodes have what it had acquired.
        List<Acquired> unused = prefetch.remove(acquired -> acquired.node() != me);
        if (asks(limit, subscriptions)) {
            ask(me, limit, subscriptions);
        }
        return prefetch.take(limit, subscriptions).stream()
                .map(acquired -> tracker.handOut(acquired.node(), acquired.lock()))
                .toList();
    }

    /** A subscription without an event here may have one in the database; it is its turn before the others. */
    private boolean asks(int limit, Set<String> subscriptions) {
        int size = prefetch.size(subscriptions);
        if (size == 0 || tracker.hasDelayed()) {
            return true;
        }
        boolean incomplete = !prefetch.has(limit, subscriptions) && sinceLastMessage() >= PACE.toNanos();
        return (size < limit || tracker.hasMany() || incomplete) && restOfPace() <= 0;
    }

    private void ask(long me, int limit, Set<String> subscriptions) throws SQLException {
        awaitPace();
        boolean answered = false;
        boolean delays = tracker.hasDelayed();
        try {
            if (nanoTime.getAsLong() - doubtfulUntil < 0) {
                database.releaseUnheld(
                        me,
                        Stream.concat(tracker.locks().stream(), prefetch.locks().stream())
                                .toList());
            }
            // Acquiring many takes long, and storing has to wait for conversation locks that it touches.
            int wanted = overload.getAsBoolean() ? limit : prefetch.missing(limit);
            ClaimResult result = tracker.writeAndClaim(me, wanted, subscriptions);
            answered = true;
            lastClaimed = result.claimed().size();
            noneLeft = lastClaimed < wanted && !result.more();
            prefetch.add(me, result.claimed());
        } finally {
            lastMessage = nanoTime.getAsLong();
            if (!answered) {
                // The claim may have succeeded, or may still succeed, although its result is lost.
                doubtfulUntil = nanoTime.getAsLong() + DOUBT_TIMEOUT.toNanos();
            }
            if (delays) {
                nextDue = null;
            }
        }
    }

    private void awaitPace() {
        long rest = tracker.hasDelayed() ? 0 : restOfPace();
        if (rest > 0) {
            LockSupport.parkNanos(rest);
        }
    }

    /** Nanoseconds until the next message; negative if there is no reason to wait. */
    private long restOfPace() {
        long pace = noneLeft && prefetch.rate() >= FAST ? PACE.toNanos() : -1;
        if (overload.getAsBoolean()) {
            pace = Math.min(MAXIMUM_OVERLOAD_PACE.toNanos(), lastClaimed * OVERLOAD_PACE.toNanos());
        }
        return pace - sinceLastMessage();
    }

    private long sinceLastMessage() {
        return nanoTime.getAsLong() - lastMessage;
    }

    /** As {@link io.github.whatsapp360.inbox.Inbox#nextDue}; empty if no event is delayed. */
    Optional<Instant> nextDue() throws SQLException {
        NextDue known = nextDue;
        long asked = nanoTime.getAsLong();
        if (known == null || asked - known.asked() > DUE_TIMEOUT.toNanos() || known.isOver(clock.instant())) {
            known = new NextDue(database.untilNextDue().map(clock.instant()::plus), asked);
            nextDue = known;
        }
        return known.due();
    }

    /** Returns what has waited too long, and writes what is settled. */
    void write() throws SQLException {
        release(false);
        tracker.write();
        nextDue = null;
    }

    /** Releases all unused locks, and writes the settlements. */
    void close() throws SQLException {
        release(true);
        tracker.write();
    }

    private synchronized void release(boolean all) {
        (all ? prefetch.remove(acquired -> true) : prefetch.removeOld())
                .forEach(acquired -> tracker.release(acquired.node(), acquired.lock()));
    }
}
