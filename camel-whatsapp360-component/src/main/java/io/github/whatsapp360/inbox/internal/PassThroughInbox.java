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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stores nothing: a delivery counts as stored when all its events were completed, and as refused when one of them was
 * not; the sender then repeats the delivery. For routes whose first step is a broker.
 *
 * <p>Guarantee: a delivery is acknowledged after all its events were processed, and conversations keep their order.
 * <b>Limit: a repeated delivery runs again as a whole</b>, including events that were completed the first time. There
 * is no deduplication, no redelivery except by the sender, and no dead letter: an event that would become one is
 * refused, so that the sender keeps it. An unreadable delivery is acknowledged and dropped, because it would be
 * unreadable again. A delivery with an event for a subscription that does not run, or that stops meanwhile, is refused.
 * {@link InboxLimits#maximumPending} bounds the waiting events; {@link InboxLimits#dedupePeriod} is ignored.
 *
 * <p>Thread-safe. The futures of {@link #store} complete on the thread that settles the last claim.
 */
public final class PassThroughInbox implements Inbox {

    private static final String NOT_RUNNING = "A consumer for an event of the delivery is not running.";

    private final InboxLimits limits;
    private final Clock clock;
    private final Backlog backlog = new Backlog();
    private final Map<Long, Pending> waiting = new HashMap<>();
    private Runnable workArrived = () -> {};
    private Set<String> running = Set.of();
    private boolean closed;
    private long lastId;

    /** One delivery whose sender waits for the response. */
    private static final class Delivery {
        final CompletableFuture<Integer> answer = new CompletableFuture<>();
        final AtomicInteger unsettled;
        final int size;

        Delivery(int size) {
            this.size = size;
            this.unsettled = new AtomicInteger(size);
        }
    }

    private record Pending(Claim claim, Delivery delivery) {}

    public PassThroughInbox(InboxLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized void open(Runnable workArrived) {
        this.workArrived = workArrived;
    }

    /**
     * Sets the running subscriptions. Deliveries with events for others are refused from now on, including waiting
     * ones.
     */
    public void setRunning(Set<String> subscriptions) {
        synchronized (this) {
            running = Set.copyOf(subscriptions);
        }
        waitingWithoutConsumer().forEach(delivery -> refuse(delivery, NOT_RUNNING));
        refuseWithoutConsumer();
    }

    /** Includes events that wait behind a running event of their conversation. */
    private synchronized List<Delivery> waitingWithoutConsumer() {
        return waiting.entrySet().stream()
                .filter(each -> !hasConsumer(each.getValue().claim().event()) && !backlog.isClaimed(each.getKey()))
                .map(each -> each.getValue().delivery())
                .toList();
    }

    /** Events of a subscription that does not run are never claimed, so their deliveries must not wait. */
    private void refuseWithoutConsumer() {
        removeWithoutConsumer().forEach(delivery -> refuse(delivery, NOT_RUNNING));
    }

    private synchronized List<Delivery> removeWithoutConsumer() {
        Set<String> stopped = new HashSet<>(backlog.sizes().keySet());
        stopped.removeAll(running);
        List<Delivery> taken = new ArrayList<>();
        List<Long> ids = stopped.isEmpty() ? List.of() : backlog.claim(Integer.MAX_VALUE, clock.instant(), stopped);
        while (!ids.isEmpty()) {
            for (long id : ids) {
                Delivery delivery = settle(id);
                if (delivery != null) {
                    taken.add(delivery);
                }
            }
            ids = backlog.claim(Integer.MAX_VALUE, clock.instant(), stopped);
        }
        return taken;
    }

    private boolean hasConsumer(InboxEvent event) {
        return running.contains(event.subscription());
    }

    private @Nullable String refusal(List<InboxEvent> events) {
        if (closed) {
            return InboxLimits.CLOSED;
        }
        return events.stream().allMatch(this::hasConsumer)
                ? limits.refusal(backlog.size(), events.size())
                : NOT_RUNNING;
    }

    @Override
    public CompletableFuture<Integer> store(List<InboxEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        Delivery delivery = new Delivery(events.size());
        synchronized (this) {
            String refusal = refusal(events);
            if (refusal != null) {
                return CompletableFuture.failedFuture(new InboxException(refusal));
            }
            Instant now = clock.instant();
            for (InboxEvent event : events) {
                long id = ++lastId;
                waiting.put(id, new Pending(new Claim(id, event, 0, now, false), delivery));
                backlog.add(id, event.subscription(), event.conversationKey(), now, null);
            }
        }
        workArrived.run();
        return delivery.answer;
    }

    /** Stores nothing: fails unless the event is of kind {@link DeadLetter#UNREADABLE}. */
    @Override
    public CompletableFuture<Boolean> quarantine(InboxEvent event, String problem) {
        return event.kind().equals(DeadLetter.UNREADABLE)
                ? CompletableFuture.completedFuture(true)
                : CompletableFuture.failedFuture(
                        new RefusedDeliveryException("inbox=none stores no dead letters: " + problem));
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
            ids.forEach(id -> addUnlessRefused(id, claims));
            ids = claims.size() < limit ? backlog.claim(limit - claims.size(), now, subscriptions) : List.of();
        }
        return claims;
    }

    /** The other events of a failed delivery do not run: the sender repeats the whole delivery. */
    private void addUnlessRefused(long id, List<Claim> claims) {
        Pending pending = waiting.get(id);
        if (pending != null && !pending.delivery().answer.isDone()) {
            claims.add(pending.claim());
        } else {
            settle(id);
        }
    }

    @Override
    public @Nullable Instant nextDue() {
        return null;
    }

    @Override
    public void complete(Claim claim) {
        Delivery delivery = settle(claim.id());
        if (delivery != null && delivery.unsettled.decrementAndGet() == 0) {
            delivery.answer.complete(delivery.size);
        }
        refuseWithoutConsumer();
    }

    @Override
    public void retry(Claim claim, Instant due) {
        refuse(claim, "An event of the delivery failed.");
    }

    @Override
    public void release(Claim claim, Instant due) {
        refuse(claim, "An event of the delivery could not run.");
    }

    @Override
    public void bury(Claim claim, String problem) {
        refuse(claim, problem);
    }

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        return List.of();
    }

    @Override
    public @Nullable DeadLetter deadLetter(long id) {
        return null;
    }

    @Override
    public int replay(DeadLetterSelection selection, @Nullable String subscription) {
        return 0;
    }

    @Override
    public int purge(DeadLetterSelection selection) {
        return 0;
    }

    /** Deletes nothing: the sender of each event waits for its end. */
    @Override
    public CompletableFuture<Integer> forget(List<String> texts) {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public Map<String, Long> waitingBySubscription() {
        return backlog.sizes();
    }

    @Override
    public synchronized InboxState state() {
        return limits.state(backlog, 0, closed);
    }

    /** Refuses every delivery that has no response yet. */
    @Override
    public void close() {
        List<Pending> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(waiting.values());
        }
        open.forEach(pending -> refuse(pending.delivery(), "The inbox was closed before the delivery was processed."));
    }

    private void refuse(Claim claim, String problem) {
        Delivery delivery = settle(claim.id());
        if (delivery != null) {
            refuse(delivery, problem);
        }
        refuseWithoutConsumer();
    }

    private static void refuse(Delivery delivery, String problem) {
        delivery.answer.completeExceptionally(new InboxException(problem));
    }

    private synchronized @Nullable Delivery settle(long id) {
        if (!backlog.remove(id)) {
            return null;
        }
        Pending pending = waiting.remove(id);
        return pending == null ? null : pending.delivery();
    }
}
