/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores events in memory: for tests, and for events that may be lost.
 *
 * <p>Guarantee: the contract of {@link Inbox}, while the process runs. <b>Limit: acknowledged events that are not
 * processed when the process ends are lost;</b> so are dead letters and the keys of duplicates. Bounded by {@link
 * InboxLimits#maximumPending}, by {@value #MAXIMUM_DEAD_LETTERS} dead letters and by {@value RecentKeys#MAXIMUM_KEYS}
 * keys; of the latter two the oldest are dropped.
 *
 * <p>Thread-safe.
 */
public final class MemoryInbox implements Inbox, InboxInsight {

    static final int MAXIMUM_DEAD_LETTERS = 10_000;

    private final InboxLimits limits;
    private final Clock clock;
    private final Backlog backlog = new Backlog();
    private RecentKeys keys;
    private final Map<Long, Claim> waiting = new HashMap<>();
    private final NavigableMap<Long, Buried> buried = new TreeMap<>();
    private Runnable workArrived = () -> {};
    private SubscriptionResolver resolver = event -> List.of();
    private boolean closed;
    private long lastId;

    private record Buried(InboxEvent event, DeadLetter letter) {}

    public MemoryInbox(InboxLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.keys = new RecentKeys(limits.dedupePeriod());
    }

    /**
     * Takes over the keys of an earlier, empty inbox that is no longer used: events stored there are duplicates here.
     * Call before {@link #open}.
     */
    public synchronized void replace(MemoryInbox earlier) {
        keys = earlier.keys.withPeriod(limits.dedupePeriod());
    }

    /** Sets the resolver for replayed dead letters without a subscription. Call before {@link #open}. */
    public void resolveUnassigned(SubscriptionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public synchronized void open(Runnable workArrived) {
        this.workArrived = workArrived;
        if (closed) {
            closed = false;
            waiting.keySet().forEach(id -> backlog.putBack(id, clock.instant()));
        }
    }

    @Override
    public CompletableFuture<Integer> store(List<InboxEvent> delivery) {
        int added;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new InboxException(InboxLimits.CLOSED));
            }
            String refusal = limits.refusal(backlog.size(), delivery.size());
            if (refusal != null) {
                return CompletableFuture.failedFuture(new InboxException(refusal));
            }
            added = 0;
            DuplicateFilter fresh = new DuplicateFilter();
            Instant now = clock.instant();
            for (InboxEvent event : delivery) {
                if (fresh.isFresh(event, () -> keys.add(event.key(), now))) {
                    add(event);
                    added++;
                }
            }
        }
        if (added > 0) {
            workArrived.run();
        }
        return CompletableFuture.completedFuture(added);
    }

    @Override
    public synchronized CompletableFuture<Boolean> quarantine(InboxEvent event, String problem) {
        if (closed) {
            return CompletableFuture.failedFuture(new InboxException(InboxLimits.CLOSED));
        }
        Instant now = clock.instant();
        boolean added = keys.add(event.key(), now);
        if (added) {
            keep(++lastId, event, 0, now, problem);
        }
        return CompletableFuture.completedFuture(added);
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    @Override
    public synchronized List<Claim> claim(int limit, Instant now, Set<String> subscriptions) {
        if (closed) {
            throw new InboxException(InboxLimits.CLOSED);
        }
        List<Claim> claims = new ArrayList<>();
        List<Long> ids = backlog.claim(limit, now, subscriptions);
        while (!ids.isEmpty()) {
            ids.forEach(id -> addUnlessForgotten(id, claims));
            ids = claims.size() < limit ? backlog.claim(limit - claims.size(), now, subscriptions) : List.of();
        }
        return claims;
    }

    private void addUnlessForgotten(long id, List<Claim> claims) {
        Claim claim = waiting.get(id);
        if (claim == null) {
            backlog.remove(id);
        } else {
            claims.add(claim);
        }
    }

    @Override
    public @Nullable Instant nextDue() {
        return backlog.nextDue();
    }

    @Override
    public synchronized void complete(Claim claim) {
        if (backlog.remove(claim.id())) {
            waiting.remove(claim.id());
        }
    }

    @Override
    public synchronized void retry(Claim claim, Instant due) {
        if (backlog.putBack(claim.id(), due)) {
            Claim next = new Claim(claim.id(), claim.event(), claim.attempts() + 1, claim.storedAt(), false);
            waiting.computeIfPresent(claim.id(), (id, before) -> next);
        }
    }

    @Override
    public void release(Claim claim, Instant due) {
        backlog.putBack(claim.id(), due);
    }

    @Override
    public synchronized void bury(Claim claim, String problem) {
        if (backlog.remove(claim.id()) && waiting.remove(claim.id()) != null) {
            keep(claim.id(), claim.event(), claim.attempts() + 1, claim.storedAt(), problem);
        }
    }

    @Override
    public synchronized List<DeadLetter> deadLetters(long after, int limit) {
        return buried.tailMap(after, false).values().stream()
                .limit(limit)
                .map(dead -> dead.letter().withoutBody())
                .toList();
    }

    @Override
    public synchronized @Nullable DeadLetter deadLetter(long id) {
        Buried dead = buried.get(id);
        return dead == null ? null : dead.letter();
    }

    @Override
    public int replay(DeadLetterSelection selection, @Nullable String subscription) {
        List<Buried> replayed;
        synchronized (this) {
            replayed = take(selection, dead -> !dead.letter().kind().equals(DeadLetter.UNREADABLE));
            replayed.forEach(dead -> eventsOf(dead.event(), subscription).forEach(this::add));
        }
        workArrived.run();
        return replayed.size();
    }

    @Override
    public synchronized int purge(DeadLetterSelection selection) {
        return take(selection, dead -> true).size();
    }

    @Override
    public boolean isWaiting(String subscription, String conversation) {
        return backlog.isWaiting(InboxEvent.conversationKey(subscription, conversation));
    }

    @Override
    public synchronized boolean isStored(Claim claim) {
        return waiting.containsKey(claim.id());
    }

    /** Deleted events leave the backlog when they would have been handed out. */
    @Override
    public synchronized CompletableFuture<Integer> forget(List<String> texts) {
        int before = waiting.size() + buried.size();
        waiting.values().removeIf(claim -> contains(claim.event(), texts));
        buried.values().removeIf(dead -> contains(dead.event(), texts));
        return CompletableFuture.completedFuture(before - waiting.size() - buried.size());
    }

    private static boolean contains(InboxEvent event, List<String> texts) {
        String body = new String(event.body(), StandardCharsets.UTF_8);
        return texts.stream().anyMatch(body::contains);
    }

    @Override
    public Map<String, Long> waitingBySubscription() {
        return backlog.sizes();
    }

    @Override
    public List<WaitingConversation> longestWaiting(int limit) {
        return backlog.longestWaiting(limit);
    }

    @Override
    public synchronized InboxState state() {
        return limits.state(backlog, buried.size(), closed);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void add(InboxEvent event) {
        Instant now = clock.instant();
        long id = ++lastId;
        waiting.put(id, new Claim(id, event, 0, now, false));
        backlog.add(id, event.subscription(), event.conversationKey(), now, null);
    }

    private List<InboxEvent> eventsOf(InboxEvent dead, @Nullable String subscription) {
        if (subscription != null) {
            return List.of(dead.forSubscription(subscription));
        }
        return SubscriptionResolver.isUnassigned(dead) ? resolver.assign(dead) : List.of(dead);
    }

    private void keep(long id, InboxEvent event, int attempts, Instant storedAt, String problem) {
        DeadLetter letter = new DeadLetter(
                id, event.kind(), event.key(), event.body(), attempts, storedAt, clock.instant(), problem);
        buried.put(id, new Buried(event, letter));
        if (buried.size() > MAXIMUM_DEAD_LETTERS) {
            buried.pollFirstEntry();
        }
    }

    private List<Buried> take(DeadLetterSelection selection, Predicate<Buried> which) {
        List<Buried> taken = buried.values().stream()
                .filter(dead -> selection.contains(dead.letter().id()))
                .filter(which)
                .toList();
        taken.forEach(dead -> buried.remove(dead.letter().id()));
        return taken;
    }
}
