/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ClaimResult;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Ending;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ErrorKind;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.SettledLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Settlement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims of this node: those that run, and those that are settled but not written yet. Settlements are
 * written with the next claim from the database, in one transaction.
 *
 * <p>Thread-safe.
 */
final class ClaimTracker {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimTracker.class);
    private static final int MAXIMUM_CONFLICTS = 5;
    private static final int MAXIMUM_BATCH = 512;

    /** Number of completed claims that are written without waiting for the next claim. */
    private static final int MANY = 128;

    private final SharedDatabase database;
    private final InboxCounters counters;
    private final Clock clock;
    private final Duration maximumDelay;
    private final IdentityHashMap<Claim, Held> held = new IdentityHashMap<>();
    private final Object writeLock = new Object();
    private List<Ended> pending = new ArrayList<>();
    private List<Ended> writing = List.of();
    private final AtomicLong lost = new AtomicLong();

    private record Held(long node, ConversationLock lock) {}

    /** A settled claim. {@code due} is null unless the event runs again. */
    private record Ended(
            long id,
            Held held,
            Ending ending,
            @Nullable Instant due,
            int attempts,
            @Nullable String note) {}

    /** Number of pending settlements that have a due time; other conversations may depend on it. */
    private int delayed;

    /** Whether pending settlements may be written already: the result of an earlier attempt is unknown. */
    private boolean doubtful;

    /**
     * Creates an empty tracker.
     *
     * @param maximumDelay upper limit of a delay, whatever a clock says
     */
    ClaimTracker(SharedDatabase database, InboxCounters counters, Clock clock, Duration maximumDelay) {
        this.database = database;
        this.counters = counters;
        this.clock = clock;
        this.maximumDelay = maximumDelay;
    }

    /** Records a conversation lock that this node acquired, and returns its claim. */
    synchronized Claim handOut(long node, ConversationLock lock) {
        Claim claim = new Claim(lock.id(), lock.event(), lock.attempts(), lock.storedAt(), lock.recovered());
        held.put(claim, new Held(node, lock));
        return claim;
    }

    /** Returns the conversation locks of this node, including those whose settlement is not written yet. */
    synchronized List<ConversationLock> locks() {
        return Stream.concat(
                        held.values().stream(),
                        Stream.concat(pending.stream(), writing.stream()).map(Ended::held))
                .map(Held::lock)
                .toList();
    }

    /** Returns the node number under which the claim was made; 0 if the claim is settled. */
    synchronized long nodeOf(Claim claim) {
        Held lock = held.get(claim);
        return lock == null ? 0 : lock.node();
    }

    /** Settles a claim. Does nothing for a claim that is settled or belongs to another inbox. */
    synchronized void end(Claim claim, Ending ending, @Nullable Instant due, int attempts, @Nullable String note) {
        Held lock = held.remove(claim);
        if (lock == null) {
            return;
        }
        add(new Ended(claim.id(), lock, ending, due, attempts, note));
        if (ending == Ending.COMPLETED || ending == Ending.BURIED) {
            counters.add(claim.event().subscription(), -1, ending == Ending.BURIED ? 1 : 0);
        }
    }

    /** Releases a conversation lock that was not used. */
    synchronized void release(long node, ConversationLock lock) {
        add(new Ended(lock.id(), new Held(node, lock), Ending.RETURNED, null, lock.attempts(), null));
    }

    private void add(Ended ended) {
        counters.begin();
        pending.add(ended);
        delayed += isDelayed(ended) ? 1 : 0;
    }

    private static boolean isDelayed(Ended ended) {
        return ended.due() != null;
    }

    /** Whether a pending settlement has a due time. */
    synchronized boolean hasDelayed() {
        return delayed > 0;
    }

    /** Whether to write the pending settlements without waiting for the next claim. */
    synchronized boolean hasMany() {
        return pending.size() >= MANY;
    }

    /** Number of conversation locks that other nodes took over before they were settled here. */
    long lost() {
        return lost.get();
    }

    /** Writes the pending settlements. They are kept if that fails. */
    void write() throws SQLException {
        synchronized (writeLock) {
            while (hasPending()) {
                ClaimResult unused = writeBatch(0, 0, Set.of());
            }
        }
    }

    /**
     * Writes the pending settlements, and acquires conversation locks in the same transaction.
     *
     * @param limit maximum number of locks
     */
    ClaimResult writeAndClaim(long node, int limit, Set<String> subscriptions) throws SQLException {
        synchronized (writeLock) {
            return writeBatch(node, limit, subscriptions);
        }
    }

    private synchronized boolean hasPending() {
        return !pending.isEmpty();
    }

    private ClaimResult writeBatch(long node, int limit, Set<String> subscriptions) throws SQLException {
        List<Ended> all = take();
        boolean written = false;
        try {
            ClaimResult result = send(all, node, limit, subscriptions);
            written = true;
            report(all, result.settled());
            doubtful = false;
            return result;
        } finally {
            if (written) {
                all.forEach(each -> counters.end());
            } else {
                doubtful = true;
                putBack(all);
            }
        }
    }

    private synchronized List<Ended> take() {
        int size = Math.min(pending.size(), MAXIMUM_BATCH);
        List<Ended> all = new ArrayList<>(pending.subList(0, size));
        pending = new ArrayList<>(pending.subList(size, pending.size()));
        writing = all;
        delayed -= (int) all.stream().filter(ClaimTracker::isDelayed).count();
        return all;
    }

    private synchronized void putBack(List<Ended> all) {
        all.addAll(pending);
        pending = all;
        delayed = (int) all.stream().filter(ClaimTracker::isDelayed).count();
    }

    /**
     * A node that was declared dead claims nothing; its settlements are written nevertheless. It rejoins with its next
     * heartbeat, and polls again then.
     */
    private ClaimResult send(List<Ended> all, long node, int limit, Set<String> subscriptions) throws SQLException {
        Instant now = clock.instant();
        List<Settlement> settlements =
                all.stream().map(each -> settlement(each, now)).toList();
        for (int conflicts = 0; ; conflicts++) {
            try {
                return database.settleAndClaim(settlements, node, limit, subscriptions);
            } catch (SQLException failure) {
                ErrorKind kind = database.classify(failure);
                if (kind == ErrorKind.DECLARED_DEAD && limit > 0) {
                    return settlements.isEmpty() ? ClaimResult.NOTHING : send(all, 0, 0, Set.of());
                }
                if (kind != ErrorKind.CONFLICT || conflicts == MAXIMUM_CONFLICTS) {
                    throw failure;
                }
            }
        }
    }

    private Settlement settlement(Ended each, Instant now) {
        Duration delay = each.due() == null ? Duration.ZERO : Duration.between(now, each.due());
        long rest = Math.max(0, delay.plusNanos(999_999).toMillis());
        long millis = Math.min(rest, maximumDelay.toMillis());
        ConversationLock lock = each.held().lock();
        return new Settlement(
                each.held().node(),
                new SettledLock(lock.conversationHash(), lock.fence(), lock.id()),
                each.ending(),
                Duration.ofMillis(millis),
                each.attempts(),
                each.ending() == Ending.RETURNED && lock.recovered(),
                each.note());
    }

    private void report(List<Ended> all, Set<SettledLock> settled) {
        for (Ended each : all) {
            ConversationLock lock = each.held().lock();
            boolean ran = each.ending() != Ending.RETURNED;
            if (ran
                    && !doubtful
                    && !settled.contains(new SettledLock(lock.conversationHash(), lock.fence(), lock.id()))) {
                long unused = lost.incrementAndGet();
                LOG.warn(
                        "Event {} was settled here ({}) after another node had taken it over; it runs twice",
                        each.id(),
                        each.ending());
            }
        }
    }
}
