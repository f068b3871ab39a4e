/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.Claim;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The events that a dispatcher has claimed and not settled, counted by subscription. A subscription with few of them
 * gets the next free place before one with many: a route that is slow or that fails, with many events waiting, does not
 * keep the events of another route from running.
 *
 * <p>Thread-safe.
 */
final class InFlightEvents {

    private static final Count NONE = new Count(0, 0);

    private final AtomicInteger size = new AtomicInteger();
    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private long claims;

    /** @param lastClaim number of the last claim: among equals, the one that has waited longest is first */
    private record Count(int inFlight, long lastClaim) {}

    /** The number of events in flight. */
    int size() {
        return size.get();
    }

    /** Adds a claim. Only one thread at a time adds claims. */
    void add(Claim claim) {
        long number = ++claims;
        size.incrementAndGet();
        counts.compute(
                claim.event().subscription(),
                (subscription, count) -> new Count(count == null ? 1 : count.inFlight() + 1, number));
    }

    /** Removes a claim that was settled. */
    void remove(Claim claim) {
        counts.computeIfPresent(
                claim.event().subscription(),
                (subscription, count) -> new Count(count.inFlight() - 1, count.lastClaim()));
        size.decrementAndGet();
    }

    /** The subscriptions in the order in which they get the next free places. */
    Set<String> fewestFirst(Set<String> subscriptions) {
        if (subscriptions.size() < 2) {
            return subscriptions;
        }
        // A snapshot, because counts change while the subscriptions are sorted.
        return subscriptions.stream()
                .map(subscription -> Map.entry(subscription, counts.getOrDefault(subscription, NONE)))
                .sorted(Comparator.<Map.Entry<String, Count>>comparingInt(
                                each -> each.getValue().inFlight())
                        .thenComparingLong(each -> each.getValue().lastClaim()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
