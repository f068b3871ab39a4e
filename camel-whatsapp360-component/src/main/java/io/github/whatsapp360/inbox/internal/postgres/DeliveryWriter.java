/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.DuplicateFilter;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ErrorKind;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.NewEvent;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes deliveries in batches.
 *
 * <p>Confined to the thread of its {@link GroupCommit}, except for {@link #takeStored}.
 */
final class DeliveryWriter implements GroupCommit.Writer<List<InboxEvent>, DeliveryWriter.Outcome> {

    private static final int MAXIMUM_ATTEMPTS = 5;

    private final SharedDatabase database;
    private final DatabaseHealth health;
    private final InboxCounters counters;
    private final Duration dedupePeriod;
    private final AtomicInteger stored = new AtomicInteger();

    /**
     * Result of a delivery.
     *
     * @param fresh number of new events
     * @param doubtful whether more may have been new: the delivery was written twice, and the result of the first
     *     attempt was lost
     */
    record Outcome(int fresh, boolean doubtful) {}

    DeliveryWriter(SharedDatabase database, DatabaseHealth health, InboxCounters counters, Duration dedupePeriod) {
        this.database = database;
        this.health = health;
        this.counters = counters;
        this.dedupePeriod = dedupePeriod;
    }

    /** Returns and resets the number of stored events. */
    int takeStored() {
        return stored.getAndSet(0);
    }

    @Override
    public List<Outcome> write(List<List<InboxEvent>> deliveries) {
        counters.begin();
        try {
            List<Outcome> outcomes = store(deliveries);
            health.stored();
            return outcomes;
        } catch (SQLException failure) {
            InboxException refusal = health.failed(failure);
            if (database.classify(failure) == ErrorKind.DATA) {
                throw new BadBatchException(String.valueOf(refusal.getMessage()), failure);
            }
            throw refusal;
        } finally {
            counters.end();
        }
    }

    private List<Outcome> store(List<List<InboxEvent>> deliveries) throws SQLException {
        List<NewEvent> arriving = new ArrayList<>();
        List<List<Integer>> places = new ArrayList<>();
        Set<ByteBuffer> hashes = new HashSet<>();
        for (List<InboxEvent> delivery : deliveries) {
            List<Integer> own = new ArrayList<>();
            DuplicateFilter keys = new DuplicateFilter();
            for (InboxEvent event : delivery) {
                byte[] hash = KeyHash.of(event.key());
                if (keys.isFresh(event, () -> hashes.add(ByteBuffer.wrap(hash)))) {
                    own.add(arriving.size());
                    arriving.add(new NewEvent(hash, KeyHash.ofConversation(event.conversationKey()), event));
                }
            }
            places.add(own);
        }
        boolean doubtful = false;
        for (int attempt = 1; ; attempt++) {
            try {
                Set<Integer> fresh = database.store(arriving, dedupePeriod);
                stored.addAndGet(fresh.size());
                fresh.forEach(place -> counters.add(arriving.get(place).event().subscription(), 1, 0));
                boolean lostAnswer = doubtful;
                return places.stream()
                        .map(own -> new Outcome(
                                (int) own.stream().filter(fresh::contains).count(), lostAnswer))
                        .toList();
            } catch (SQLException failure) {
                // The connection may have been broken for a while: the second attempt gets another one.
                ErrorKind kind = database.classify(failure);
                int attempts = kind == ErrorKind.CONFLICT ? MAXIMUM_ATTEMPTS : kind == ErrorKind.DOWN ? 2 : 1;
                if (attempt >= attempts) {
                    throw failure;
                }
                doubtful |= kind == ErrorKind.DOWN;
            }
        }
    }
}
