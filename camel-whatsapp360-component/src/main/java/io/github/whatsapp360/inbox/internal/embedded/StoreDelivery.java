/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.DuplicateFilter;
import io.github.whatsapp360.inbox.internal.KeyHash;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Writes the new events of one delivery with their keys.
 *
 * <p>Confined to the thread of the {@link CommitLoop}, but for {@link #answer}.
 */
final class StoreDelivery implements PendingWrite {

    /**
     * Keys visited by the sweep per stored event: enough that expired keys are deleted as fast as new ones are added.
     */
    private static final int KEYS_SWEPT_PER_EVENT = 4;

    private final List<InboxEvent> delivery;
    private final CompanionTable.Entry entry;
    private final List<byte[]> hashes;
    private final Instant storedAt;
    private final Duration dedupePeriod;
    private final StoreContext context;
    private final List<Claim> fresh = new ArrayList<>();

    final CompletableFuture<Integer> answer = new CompletableFuture<>();

    /**
     * What all deliveries of an inbox share.
     *
     * @param ids the last assigned id
     * @param stored receives the new events after the commit
     * @param ended receives the size of a delivery that was written or refused
     */
    record StoreContext(
            AtomicLong ids, List<CompanionTable> companions, Consumer<List<Claim>> stored, Consumer<Integer> ended) {}

    StoreDelivery(
            List<InboxEvent> delivery,
            CompanionTable.Entry entry,
            Instant storedAt,
            Duration dedupePeriod,
            StoreContext context) {
        this.delivery = delivery;
        this.entry = entry;
        // Hashed on the thread of the caller, to relieve the writer.
        this.hashes = delivery.stream().map(event -> KeyHash.of(event.key())).toList();
        this.storedAt = storedAt;
        this.dedupePeriod = dedupePeriod;
        this.context = context;
    }

    @Override
    public void apply(InboxTables tables) throws SQLException {
        fresh.clear();
        long now = storedAt.toEpochMilli();
        long validSince = storedAt.minus(dedupePeriod).toEpochMilli();
        DuplicateFilter keys = new DuplicateFilter();
        List<InboxEvent> prepared = entry.prepare(tables.connection(), delivery);
        for (int i = 0; i < prepared.size(); i++) {
            InboxEvent event = prepared.get(i);
            byte[] hash = i < hashes.size() ? hashes.get(i) : KeyHash.of(event.key());
            if (keys.isFresh(event, () -> tables.addKey(hash, now, validSince))) {
                long id = context.ids().incrementAndGet();
                tables.addNewEvent(id, event, now);
                fresh.add(new Claim(id, event, 0, Instant.ofEpochMilli(now), false));
            }
        }
        if (!fresh.isEmpty()) {
            tables.sweepKeys(KEYS_SWEPT_PER_EVENT * fresh.size(), validSince);
            List<InboxEvent> events = fresh.stream().map(Claim::event).toList();
            for (CompanionTable companion : context.companions()) {
                companion.stored(tables.connection(), events);
            }
        }
        entry.write(tables.connection());
    }

    @Override
    public void committed() {
        entry.committed();
        context.stored().accept(fresh);
        context.ended().accept(delivery.size());
        answer.complete(fresh.size());
    }

    @Override
    public void failed(InboxException why) {
        if (!answer.isDone()) {
            context.ended().accept(delivery.size());
            answer.completeExceptionally(why);
        }
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public int bytes() {
        return delivery.stream().mapToInt(event -> event.body().length).sum();
    }
}
