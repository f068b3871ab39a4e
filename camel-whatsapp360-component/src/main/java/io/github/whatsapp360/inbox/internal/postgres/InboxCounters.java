/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.InboxCount;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Number of waiting events and dead letters without a query each time: the last count, plus the changes of this node
 * since. Exact while only this node is active; changes of other nodes appear with the next count.
 *
 * <p>Thread-safe.
 */
final class InboxCounters {

    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

    /** At most one fiftieth of the time is spent on counting; counting a million events takes a while. */
    private static final int SHARE_DIVISOR = 50;

    /** While nothing changes, at most one five-hundredth, but at least one count per minute. */
    private static final int IDLE_SHARE_DIVISOR = 500;

    private static final Duration IDLE_COUNT_INTERVAL = Duration.ofMinutes(1);

    /** A count taken while this node was writing is used only if no clean count succeeded for this long. */
    private static final Duration CLEAN_COUNT_TIMEOUT = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Map<String, Long> waiting = new HashMap<>();
    private long deadLetters;
    private @Nullable Instant oldest;
    private long changes;
    private int inProgress;
    private long lastCount;
    private long lastEnd;
    private long lastDuration;
    private long lastChanges;
    private @Nullable InboxCount lastCounted;
    private boolean idle;

    InboxCounters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Called before this node changes the database. */
    synchronized void begin() {
        inProgress++;
        changes++;
    }

    /** Called after the change was written or has failed. */
    synchronized void end() {
        inProgress--;
    }

    /**
     * Adds to the counts.
     *
     * @param subscription subscription of the events; empty if it is not known before the next count
     */
    synchronized void add(String subscription, long events, long letters) {
        waiting.merge(subscription, events, Long::sum);
        deadLetters += letters;
    }

    /** Counts if the interval has elapsed. */
    void count(SharedDatabase database) throws SQLException {
        long begin = nanoTime.getAsLong();
        long before;
        boolean quiet;
        synchronized (this) {
            if (begin - lastEnd < interval()) {
                return;
            }
            before = changes;
            quiet = inProgress == 0;
        }
        InboxCount count = database.count();
        long end = nanoTime.getAsLong();
        synchronized (this) {
            if ((quiet && before == changes) || end - lastCount > CLEAN_COUNT_TIMEOUT.toNanos()) {
                set(count);
            }
            idle = count.equals(lastCounted) && before == lastChanges;
            lastCounted = count;
            lastChanges = before;
            lastEnd = end;
            lastDuration = end - begin;
        }
    }

    private long interval() {
        long busy = Math.max(COUNT_INTERVAL.toNanos(), SHARE_DIVISOR * lastDuration);
        return idle && changes == lastChanges
                ? Math.max(busy, Math.min(IDLE_COUNT_INTERVAL.toNanos(), IDLE_SHARE_DIVISOR * lastDuration))
                : busy;
    }

    /** Sets the counts. */
    synchronized void set(InboxCount count) {
        waiting.clear();
        waiting.putAll(count.waiting());
        deadLetters = count.deadLetters();
        oldest = count.oldest();
        lastCount = nanoTime.getAsLong();
        lastEnd = lastCount;
    }

    /** Returns the current counts as known to this node. */
    synchronized InboxCount count() {
        Map<String, Long> some = new HashMap<>();
        waiting.forEach((subscription, events) -> {
            if (events > 0) {
                some.put(subscription, events);
            }
        });
        return new InboxCount(some, waiting() == 0 ? null : oldest, Math.max(0, deadLetters));
    }

    /** Number of waiting events of all subscriptions. */
    synchronized long waiting() {
        long sum = 0;
        for (long events : waiting.values()) {
            sum += events;
        }
        return Math.max(0, sum);
    }
}
