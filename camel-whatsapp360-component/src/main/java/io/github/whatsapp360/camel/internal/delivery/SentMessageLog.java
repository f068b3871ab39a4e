/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.camel.internal.delivery.SentMessageStore.Transition;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.client.DeliveryTracker;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.StoredTrace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sent-message log of one account: what became of each message that was sent with {@code waitFor} or {@code
 * trackDelivery}. It is in the database of the account's inbox; without a database it is in memory.
 *
 * <pre>
 *  send ──► row ──► request ──► answer ──► row ──┐
 *  status ─────────────────────────────► row ──┴─► waiting exchange, delivery event
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class SentMessageLog implements DeliveryTracker {

    private static final Logger LOG = LoggerFactory.getLogger(SentMessageLog.class);

    private final String account;
    private final Supplier<Clock> clock;
    private final Resources resources;
    private final SentMessageStore memory = new MemorySentMessageStore();
    private final StatusScanner scanner = new StatusScanner();
    private final DeliveryWaits waits = new DeliveryWaits();
    private final WaitTimer timer;
    private final DeliveryReporter reporter;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean ending;
    private volatile @Nullable Opened opened;

    /**
     * What the log uses of the component and the account.
     *
     * @param callbacks completes waiting exchanges and reads the store
     * @param timer of the component
     * @param meters of the account
     * @param tracing of the account
     * @param maximumWaiting how many exchanges of the account may wait
     */
    public record Resources(
            Supplier<Executor> callbacks,
            Supplier<ScheduledExecutorService> timer,
            Supplier<Meters> meters,
            Supplier<Tracing> tracing,
            IntSupplier maximumWaiting) {}

    private record Opened(SentMessageStore store, SendKeys keys, DeliveryEvents events) {}

    public SentMessageLog(String account, Supplier<Clock> clock, Resources resources) {
        this(account, clock, resources, System::nanoTime);
    }

    /** @param ticker monotonic nanoseconds */
    SentMessageLog(String account, Supplier<Clock> clock, Resources resources, LongSupplier ticker) {
        this.account = account;
        this.clock = clock;
        this.resources = resources;
        this.timer = new WaitTimer(resources.timer(), ticker);
        this.reporter = new DeliveryReporter(resources.meters(), resources.tracing());
    }

    /**
     * Uses the store of an open inbox.
     *
     * @param store null if the inbox has no database
     * @param period how long rows are kept
     * @param emitter stores events of the account
     */
    public void open(
            @Nullable SentMessageStore store,
            Duration period,
            Function<List<EventElement>, CompletableFuture<?>> emitter) {
        ending = false;
        SentMessageStore used = store == null ? memory : store;
        DeliveryEvents events = new DeliveryEvents(account, clock.get(), period, used, emitter, this::apply);
        opened = new Opened(used, new SendKeys(clock.get()), events);
    }

    /** The inbox is about to be closed. Waiting exchanges go on waiting. */
    public void close() {
        opened = null;
    }

    /** Ends all waits as if their time had passed, also those that begin until {@link #open}. */
    public void endWaits() {
        ending = true;
        timer.runAll();
    }

    /** Ends the waits of these sends as if their time had passed. */
    public void endWaits(Object owner) {
        waits.sendsOf(owner).forEach(TrackedSend::expire);
    }

    boolean isEnding() {
        return ending;
    }

    /** The number of exchanges that wait. */
    public int waiting() {
        return waits.size();
    }

    /** Whether {@link #sweep} has anything to do. Does not block. */
    public boolean isSweepDue() {
        Opened open = opened;
        return open != null
                && (open.events().isSweepDue()
                        || (waits.size() > 0 && !open.store().isOrderedWithInbox()));
    }

    /** Does what is due: delivery events, old rows, changes by other nodes. Call about once a second. May block. */
    public void sweep() {
        Opened open = opened;
        if (open == null || !sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            open.events().sweep();
            if (!open.store().isOrderedWithInbox()) {
                open.store().rows(waits.keys()).forEach(row -> waits.update(row.message()));
            }
        } catch (RuntimeException unreadable) {
            LOG.warn("Account {}: cannot read the sent messages; retrying", account, unreadable);
        } finally {
            sweeping.set(false);
        }
    }

    /**
     * Begins a send.
     *
     * @param owner of the send, for {@link #endWaits(Object)}
     * @throws UnavailableException if no consumer of the account has started in this application, so that no status can
     *     arrive
     * @throws ThrottledException if too many exchanges wait
     */
    public TrackedSend begin(Tracking tracking, Object owner) {
        requireOpen();
        int maximum = resources.maximumWaiting().getAsInt();
        if (tracking.waitFor() != null && !waits.enter(maximum)) {
            throw new ThrottledException(Failure.local(
                    "Nothing was sent: " + maximum + " exchanges are waiting already (maximumWaiting of account '"
                            + account + "')",
                    true,
                    null));
        }
        TrackedSend send = new TrackedSend(this, tracking);
        if (tracking.waitFor() != null) {
            waits.add(send, owner);
        }
        return send;
    }

    private Opened requireOpen() {
        Opened open = opened;
        if (open == null) {
            throw noConsumer();
        }
        return open;
    }

    private UnavailableException noConsumer() {
        return new UnavailableException(Failure.local(
                "waitFor, trackDelivery and sentMessage need the statuses of account '" + account
                        + "', and none of its consumers has started in this application: add a route from"
                        + " whatsapp360:" + account,
                true,
                null));
    }

    void ended(TrackedSend send, Tracking tracking) {
        if (tracking.waitFor() != null) {
            waits.leave(send);
            send.parts().forEach(part -> waits.remove(part.key()));
        }
    }

    SentRow newRow(MessageHead head, Tracking tracking) {
        Instant now = clock.get().instant().truncatedTo(ChronoUnit.MILLIS);
        Duration eventTimeout = tracking.eventTimeout();
        return SentRow.of(
                        requireOpen().keys().next(),
                        tracking.correlationId(),
                        head.recipient() == null ? null : head.recipient().key(),
                        now,
                        eventTimeout == null ? null : now.plus(eventTimeout))
                .tracedBy(tracking.trace());
    }

    /** The key of the person that the API named as the recipient. */
    static @Nullable String customerOf(SendReceipt receipt) {
        return receipt.recipientId() == null ? receipt.userId() : receipt.recipientId();
    }

    /** Adds a row before its message is sent. */
    CompletableFuture<?> add(SentRow row) {
        Opened open = requireOpen();
        if (row.due() != null) {
            open.events().expect(row.due());
        }
        return apply(List.of(new SentChange.Added(row))).exceptionally(failure -> {
            throw new UnavailableException(Failure.local(
                    "Nothing was sent: the sent-message log of account '" + account + "' cannot be written",
                    true,
                    failure));
        });
    }

    /** Writes what is known after a request. A failure does not change the outcome of the send. */
    CompletableFuture<?> note(SentChange change) {
        return apply(List.of(change)).exceptionally(failure -> {
            LOG.warn(
                    "Account {}: cannot write the result of a send to the sent-message log; the next status supplies"
                            + " it: {}",
                    account,
                    failure.getMessage());
            return List.of();
        });
    }

    private CompletableFuture<List<Transition>> apply(List<SentChange> changes) {
        Opened open = opened;
        if (open == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("The inbox of account '" + account + "' is closed"));
        }
        return open.store().apply(changes).thenApply(transitions -> {
            transitions.forEach(transition -> changed(open, transition));
            return transitions;
        });
    }

    private void changed(Opened open, Transition transition) {
        SentRow after = transition.after();
        waits.update(after.message());
        reporter.measure(transition);
        if (Instant.EPOCH.equals(after.due())) {
            callbacks().execute(() -> open.events().emit(after));
        }
    }

    /** Counts a wait that ended because its time had passed. */
    public void timedOut() {
        reporter.timedOut();
    }

    /**
     * Stores a delivery: the states that its statuses report in the log, then its events, without our keys.
     *
     * @param all every event of the delivery
     * @param wanted the events for the inbox
     * @param events stores the events
     * @return completes once both are stored
     */
    public CompletableFuture<?> store(
            List<EventElement> all, List<InboxEvent> wanted, Function<List<InboxEvent>, CompletableFuture<?>> events) {
        List<InboxEvent> clean = StatusScanner.withoutKeys(wanted);
        List<SentChange> changes = scanner.changes(all, clock.get().instant());
        CompletableFuture<?> stored;
        Opened open = opened;
        if (changes.isEmpty() || open == null) {
            stored = events.apply(clean);
        } else if (open.store().isOrderedWithInbox()) {
            stored = reported(changes, all).thenCombine(events.apply(clean), (changed, count) -> count);
        } else {
            stored = reported(changes, all).thenCompose(changed -> events.apply(clean));
        }
        List<InboundMessage> messages = waits.awaitsReply() ? scanner.messages(all) : List.of();
        return messages.isEmpty()
                ? stored
                : stored.thenApply(count -> {
                    messages.forEach(waits::onMessage);
                    return count;
                });
    }

    private CompletableFuture<List<Transition>> reported(List<SentChange> changes, List<EventElement> delivery) {
        String trace = StoredTrace.of(delivery.get(0).json());
        return apply(changes).thenApply(transitions -> {
            transitions.forEach(transition -> reporter.trace(transition, trace));
            return transitions;
        });
    }

    @Override
    public CompletableFuture<?> forget(Collection<String> recipients) {
        Opened open = opened;
        SentMessageStore store = open == null ? memory : open.store();
        return CompletableFuture.completedFuture(recipients).thenComposeAsync(store::forget, callbacks());
    }

    @Override
    public CompletableFuture<@Nullable SentMessage> sentMessage(String id) {
        Opened open = opened;
        if (open == null) {
            return CompletableFuture.failedFuture(noConsumer());
        }
        return CompletableFuture.completedFuture(id).thenApplyAsync(open.store()::find, callbacks());
    }

    /** As {@link SentMessageStore#findTo}; empty also while no consumer has started. May block. */
    public List<SentMessage> findTo(Collection<String> customers, int searched, int limit) {
        Opened open = opened;
        return open == null || customers.isEmpty() ? List.of() : open.store().findTo(customers, searched, limit);
    }

    @Override
    public CompletableFuture<SentMessage> send(
            MessageHead head, WaitFor target, Duration timeout, Function<String, CompletableFuture<SendReceipt>> send) {
        TrackedSend tracked;
        try {
            TrackedSend.check(head);
            tracked = begin(new Tracking(target, timeout, null, null, null), this);
        } catch (Whatsapp360Exception refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return tracked.send(head, send)
                .thenCompose(receipt -> tracked.outcome())
                .thenCompose(outcome -> {
                    Whatsapp360Exception problem = outcome.problem();
                    return problem == null
                            ? CompletableFuture.completedFuture(outcome.parts().get(0))
                            : CompletableFuture.failedFuture(problem);
                })
                .whenComplete((message, failure) -> tracked.end());
    }

    /** What is known of messages with these keys. */
    public CompletableFuture<List<SentMessage>> messages(List<String> keys) {
        SentMessageStore store = requireOpen().store();
        return CompletableFuture.completedFuture(keys)
                .thenApplyAsync(
                        wanted -> store.rows(wanted).stream()
                                .map(SentRow::message)
                                .toList(),
                        callbacks());
    }

    DeliveryWaits waits() {
        return waits;
    }

    WaitTimer timer() {
        return timer;
    }

    Executor callbacks() {
        return resources.callbacks().get();
    }
}
