/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.Backlog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the events of claimed ids: from the cache, or from the database with read-ahead and
 * checksum. A damaged event is removed, so that its conversation continues.
 *
 * <p>Thread-safe.
 */
final class ClaimLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimLoader.class);

    /** Number of events read with one query. */
    private static final int READ_AHEAD = 32;

    private final SqlDatabase database;
    private final Backlog backlog;
    private final BodyCache bodyCache;
    private final InboxReader reader;
    private final long lastRecovered;
    private final LongConsumer damaged;
    private final Set<Long> forgotten = ConcurrentHashMap.newKeySet();
    private long lastRead;

    /**
     * @param lastRecovered events up to this id were stored by an earlier process
     * @param damaged receives the id of an event whose checksum does not match
     */
    ClaimLoader(
            SqlDatabase database,
            Backlog backlog,
            BodyCache bodyCache,
            InboxReader reader,
            long lastRecovered,
            LongConsumer damaged) {
        this.database = database;
        this.backlog = backlog;
        this.bodyCache = bodyCache;
        this.reader = reader;
        this.lastRecovered = lastRecovered;
        this.damaged = damaged;
    }

    /** Events that were deleted on purpose, and are still in the backlog. */
    void forget(List<Long> deleted) {
        forgotten.addAll(deleted);
        deleted.forEach(bodyCache::remove);
    }

    boolean isForgotten(long id) {
        return forgotten.contains(id);
    }

    List<Claim> claim(int limit, Instant now, Set<String> running) {
        List<Claim> claims = new ArrayList<>();
        List<Long> numbers = backlog.claim(limit, now, running);
        while (!numbers.isEmpty()) {
            load(numbers, claims, now);
            numbers = claims.size() < limit ? backlog.claim(limit - claims.size(), now, running) : List.of();
        }
        return claims;
    }

    private void load(List<Long> numbers, List<Claim> claims, Instant now) {
        try {
            for (long id : numbers) {
                Claim claim = load(id);
                if (claim != null) {
                    claims.add(claim);
                }
            }
        } catch (SQLException failure) {
            claims.forEach(claim -> backlog.putBack(claim.id(), now));
            numbers.forEach(id -> backlog.putBack(id, now));
            throw new InboxException("Cannot read the inbox in " + database + ": " + failure.getMessage(), failure);
        }
    }

    /** Events of a backlog are claimed in order: the following ones are read with the same query. */
    private @Nullable EventRow read(long id) throws SQLException {
        boolean inOrder = id > lastRead && id <= lastRead + READ_AHEAD;
        lastRead = id;
        long stamp = bodyCache.stamp();
        List<EventRow> rows = reader.events(id, inOrder && stamp >= 0 ? READ_AHEAD : 1);
        if (rows.size() > 1) {
            bodyCache.readAhead(
                    rows.stream()
                            .skip(1)
                            .filter(EventRow::isIntact)
                            .map(this::claim)
                            .toList(),
                    stamp);
        }
        return rows.isEmpty() || rows.get(0).id() != id ? null : rows.get(0);
    }

    private Claim claim(EventRow row) {
        return row.toClaim(row.id() <= lastRecovered);
    }

    private @Nullable Claim load(long id) throws SQLException {
        if (forgotten.remove(id)) {
            bodyCache.remove(id);
            backlog.remove(id);
            return null;
        }
        Claim known = bodyCache.get(id);
        return known == null ? readOrKnown(id) : known;
    }

    /** One thread at a time: the previous one may have read this event ahead. */
    private synchronized @Nullable Claim readOrKnown(long id) throws SQLException {
        Claim known = bodyCache.get(id);
        if (known != null) {
            return known;
        }
        EventRow row;
        try {
            row = read(id);
        } catch (SQLException failure) {
            if (!database.isDamage(failure)) {
                throw failure;
            }
            LOG.error(
                    "Event {} in {} is on a damaged page and is skipped until the next start: {}",
                    id,
                    database,
                    failure.getMessage());
            backlog.remove(id);
            return null;
        }
        if (row != null && row.isIntact()) {
            return claim(row);
        }
        LOG.error(
                "Event {} in {} is damaged{}.", id, database, row == null ? " and lost" : " and is now a dead letter");
        backlog.remove(id);
        if (row != null) {
            damaged.accept(id);
        }
        return null;
    }
}
