/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conversation locks that were acquired with one message to the database and are not used yet. How many are
 * acquired ahead depends on how fast events are processed: as many as in the last {@link #WINDOW}, at most {@value
 * #MAXIMUM}. So a node with slow routes keeps nothing from the other nodes, and a node with fast ones need not ask for
 * each event.
 *
 * <p>Confined to one thread at a time.
 */
final class Prefetch {

    static final int MAXIMUM = 128;
    static final Duration WINDOW = Duration.ofMillis(25);

    /** Maximum time before an unused lock is released: another node may have a free consumer. */
    static final Duration MAXIMUM_AGE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final int minimum;
    private final Map<String, Deque<Acquired>> bySubscription = new HashMap<>();
    private int size;
    private long windowStart;
    private int handedOut;
    private int handedOutBefore;

    /** A conversation lock, the node number it was acquired under, and when. */
    record Acquired(long node, ConversationLock lock, long since) {}

    /** Creates one that is empty. */
    Prefetch(LongSupplier nanoTime) {
        this(nanoTime, 0);
    }

    /**
     * Creates one that is empty.
     *
     * @param minimum so many are acquired ahead also if events are processed slowly
     */
    Prefetch(LongSupplier nanoTime, int minimum) {
        this.nanoTime = nanoTime;
        this.minimum = minimum;
        this.windowStart = nanoTime.getAsLong();
    }

    /** Adds conversation locks that were acquired just now. */
    void add(long node, List<ConversationLock> acquired) {
        long now = nanoTime.getAsLong();
        for (ConversationLock lock : acquired) {
            bySubscription
                    .computeIfAbsent(lock.event().subscription(), unseen -> new ArrayDeque<>())
                    .add(new Acquired(node, lock, now));
        }
        size += acquired.size();
    }

    /** Takes at most so many, of the subscriptions in turn; the oldest events are first. */
    List<Acquired> take(int limit, Set<String> subscriptions) {
        List<Acquired> taken = new ArrayList<>();
        boolean any = true;
        while (any && taken.size() < limit) {
            any = false;
            for (String subscription : subscriptions) {
                Acquired next = taken.size() < limit ? poll(subscription) : null;
                if (next != null) {
                    taken.add(next);
                    any = true;
                }
            }
        }
        taken.sort(Comparator.comparingLong(acquired -> acquired.lock().id()));
        roll();
        handedOut += taken.size();
        return taken;
    }

    private @Nullable Acquired poll(String subscription) {
        Deque<Acquired> own = bySubscription.get(subscription);
        Acquired next = own == null ? null : own.poll();
        if (next != null) {
            size--;
        }
        return next;
    }

    /** Whether it has so many for these subscriptions, and some for each of them. */
    boolean has(int limit, Set<String> subscriptions) {
        int sum = 0;
        for (String subscription : subscriptions) {
            int own = size(subscription);
            if (own == 0) {
                return false;
            }
            sum += own;
        }
        return sum >= limit;
    }

    /** Number of conversation locks for these subscriptions. */
    int size(Set<String> subscriptions) {
        return subscriptions.stream().mapToInt(this::size).sum();
    }

    private int size(String subscription) {
        Deque<Acquired> own = bySubscription.get(subscription);
        return own == null ? 0 : own.size();
    }

    /** The number of locks to acquire for this number of claims; at least as many. */
    int missing(int limit) {
        return Math.max(limit, limit + Math.min(MAXIMUM, Math.max(minimum, rate())) - size);
    }

    /** The number of locks used in the last {@link #WINDOW}. */
    int rate() {
        roll();
        return Math.max(handedOut, handedOutBefore);
    }

    private void roll() {
        long elapsed = nanoTime.getAsLong() - windowStart;
        if (elapsed >= WINDOW.toNanos()) {
            handedOutBefore = elapsed < 2 * WINDOW.toNanos() ? handedOut : 0;
            handedOut = 0;
            windowStart += elapsed;
        }
    }

    /** Removes what has waited too long. */
    List<Acquired> removeOld() {
        long now = nanoTime.getAsLong();
        return remove(acquired -> now - acquired.since() >= MAXIMUM_AGE.toNanos());
    }

    /** Removes those that match. */
    List<Acquired> remove(Predicate<Acquired> which) {
        List<Acquired> removed = new ArrayList<>();
        for (Deque<Acquired> own : bySubscription.values()) {
            own.removeIf(acquired -> which.test(acquired) && removed.add(acquired));
        }
        size -= removed.size();
        return removed;
    }

    /** Returns all. */
    List<ConversationLock> locks() {
        return bySubscription.values().stream()
                .flatMap(Deque::stream)
                .map(Acquired::lock)
                .toList();
    }
}
