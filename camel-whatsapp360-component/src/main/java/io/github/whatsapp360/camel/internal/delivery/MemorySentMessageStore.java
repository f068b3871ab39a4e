/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.SentMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sent-message log of an inbox without a database. Lost when the process ends; limited to the {@value
 * #MAXIMUM_ROWS} newest messages.
 *
 * <p>Thread-safe.
 */
final class MemorySentMessageStore implements SentMessageStore {

    private static final int MAXIMUM_ROWS = 100_000;

    private final TreeMap<String, SentRow> rows = new TreeMap<>();

    @Override
    public synchronized CompletableFuture<List<Transition>> apply(List<SentChange> changes) {
        List<Transition> transitions = new ArrayList<>();
        for (SentChange change : changes) {
            SentRow before = rows.get(change.key());
            SentRow after = change.applyTo(before);
            if (after != null && !after.equals(before)) {
                rows.put(after.key(), after);
                transitions.add(new Transition(before, after));
            }
        }
        while (rows.size() > MAXIMUM_ROWS) {
            rows.pollFirstEntry();
        }
        return CompletableFuture.completedFuture(transitions);
    }

    @Override
    public boolean isOrderedWithInbox() {
        return true;
    }

    @Override
    public synchronized @Nullable SentMessage find(String id) {
        return rows.descendingMap().values().stream()
                .map(SentRow::message)
                .filter(message -> id.equals(message.key())
                        || id.equals(message.messageId())
                        || id.equals(message.correlationId()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized List<SentMessage> findTo(Collection<String> customers, int searched, int limit) {
        return rows.descendingMap().values().stream()
                .limit(searched)
                .map(SentRow::message)
                .filter(message -> customers.contains(message.customer()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<SentRow> rows(Collection<String> keys) {
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    @Override
    public synchronized List<SentRow> due(Instant now, int limit) {
        return rows.values().stream()
                .filter(row -> row.due() != null && !row.due().isAfter(now))
                .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.due())))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized @Nullable Instant nextDue() {
        return rows.values().stream()
                .map(SentRow::due)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public synchronized void deleteBefore(Instant time) {
        rows.headMap(SendKeys.firstAt(time)).clear();
    }

    @Override
    public synchronized CompletableFuture<?> forget(Collection<String> customers) {
        rows.values().removeIf(row -> customers.contains(row.message().customer()));
        return CompletableFuture.completedFuture(null);
    }
}
