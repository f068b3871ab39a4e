/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.camel.internal.delivery.SentMessageStore.Transition;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.json.DeliveryJson;
import io.github.whatsapp360.webhook.internal.DedupeKeys;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.EventOrigin;
import io.github.whatsapp360.webhook.internal.StoredTrace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits one delivery event for each tracked message: when a status settles it, or when its time has passed. Until the
 * event is in the inbox its row is due; after a crash it is emitted again, and the inbox skips what it has already.
 *
 * <p>Thread-safe.
 */
final class DeliveryEvents {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEvents.class);

    private static final int MAXIMUM_ROWS_PER_SWEEP = 200;

    /** How often the store is read although nothing is known to be due: other nodes may have left rows behind. */
    private static final Duration MAXIMUM_INTERVAL = Duration.ofMinutes(1);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private final String account;
    private final Clock clock;
    private final Duration period;
    private final SentMessageStore store;
    private final Function<List<EventElement>, CompletableFuture<?>> emitter;
    private final Function<List<SentChange>, CompletableFuture<List<Transition>>> log;
    private final Set<String> emitting = ConcurrentHashMap.newKeySet();
    private Instant nextSweep = Instant.MIN;

    DeliveryEvents(
            String account,
            Clock clock,
            Duration period,
            SentMessageStore store,
            Function<List<EventElement>, CompletableFuture<?>> emitter,
            Function<List<SentChange>, CompletableFuture<List<Transition>>> log) {
        this.account = account;
        this.clock = clock;
        this.period = period;
        this.store = store;
        this.emitter = emitter;
        this.log = log;
    }

    /** An event will be due at this time. */
    synchronized void expect(Instant due) {
        if (due.isBefore(nextSweep)) {
            nextSweep = due;
        }
    }

    synchronized boolean isSweepDue() {
        return !clock.instant().isBefore(nextSweep);
    }

    /** Emits the events that are due, and deletes old rows. */
    void sweep() {
        Instant now = clock.instant();
        synchronized (this) {
            if (now.isBefore(nextSweep)) {
                return;
            }
            nextSweep = now.plus(MAXIMUM_INTERVAL);
        }
        List<SentRow> due = store.due(now, MAXIMUM_ROWS_PER_SWEEP);
        due.forEach(this::emit);
        if (due.size() == MAXIMUM_ROWS_PER_SWEEP) {
            expect(now);
        } else if (due.isEmpty()) {
            Instant next = store.nextDue();
            if (next != null) {
                expect(next);
            }
        } else {
            expect(now.plus(RETRY_DELAY));
        }
        store.deleteBefore(now.minus(period));
    }

    /** Emits the event of a row. */
    void emit(SentRow row) {
        if (!emitting.add(row.key())) {
            return;
        }
        CompletableFuture<?> unused = emitter.apply(List.of(StoredTrace.add(element(row.message()), row.trace())))
                .thenCompose(stored -> log.apply(List.of(new SentChange.Emitted(row.key()))))
                .whenComplete((done, failure) -> {
                    emitting.remove(row.key());
                    if (failure != null) {
                        LOG.debug("Account {}: a delivery event was not stored; retrying", account, failure);
                        expect(clock.instant().plus(RETRY_DELAY));
                    }
                });
    }

    private EventElement element(SentMessage message) {
        String outcome = outcomeOf(message.state());
        String name = EventFamily.DELIVERY.word() + ":" + outcome;
        String key = DedupeKeys.of(EventFamily.DELIVERY.word(), message.key());
        Instant now = clock.instant();
        return new EventElement(
                EventFamily.DELIVERY.word(),
                name,
                key,
                key,
                new EventOrigin(null, null, null, now, EventOrigin.Window.UNTOUCHED, null),
                DeliveryJson.write(name, message, outcome, now));
    }

    /** What the event says of a message in this state. */
    private static String outcomeOf(DeliveryState state) {
        return switch (state) {
            case delivered, read -> "delivered";
            case failed -> "failed";
            case accepted, sent -> "timeout";
            case requested, unknown, notSent -> "unknown";
        };
    }
}
