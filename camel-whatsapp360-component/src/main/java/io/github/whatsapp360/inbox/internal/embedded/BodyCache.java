/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that need not be read from the database: the newest ones up to {@value #MAXIMUM_BYTES} bytes, so that the disk
 * is never read while there is no backlog; events that changed since they were last written; and a few that were read
 * ahead.
 *
 * <p>Thread-safe.
 */
final class BodyCache {

    private static final int MAXIMUM_BYTES = 16 << 20;

    /** Estimated bytes of an event besides its body. */
    private static final int OVERHEAD = 400;

    private final Map<Long, Claim> newest = new LinkedHashMap<>();
    private final Map<Long, Claim> unwritten = new HashMap<>();
    private Map<Long, Claim> ahead = new HashMap<>();
    private int bytes;
    private long changes;

    synchronized void add(Claim claim) {
        newest.put(claim.id(), claim);
        bytes += cost(claim);
        Iterator<Claim> oldestFirst = newest.values().iterator();
        while (bytes > MAXIMUM_BYTES && oldestFirst.hasNext()) {
            bytes -= cost(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    synchronized @Nullable Claim get(long id) {
        Claim changed = unwritten.get(id);
        Claim known = changed == null ? newest.get(id) : changed;
        return known == null ? ahead.get(id) : known;
    }

    /**
     * Returns the stamp for {@link #readAhead} if the database is up to date for every waiting event; otherwise a
     * negative number.
     */
    synchronized long stamp() {
        return unwritten.isEmpty() ? changes : -1;
    }

    /**
     * Replaces the events that were read ahead by events read after the stamp was taken; by none if an event changed
     * since.
     */
    synchronized void readAhead(List<Claim> claims, long stamp) {
        ahead = new HashMap<>();
        if (stamp == changes) {
            claims.forEach(claim -> ahead.put(claim.id(), claim));
        }
    }

    synchronized void remove(long id) {
        ahead.remove(id);
        Claim removed = newest.remove(id);
        if (removed != null) {
            bytes -= cost(removed);
        }
    }

    /** The event differs from the database until {@link #written}. */
    synchronized void changed(Claim claim) {
        changes++;
        remove(claim.id());
        unwritten.put(claim.id(), claim);
    }

    /** This version of the event is in the database. */
    synchronized void written(Claim claim) {
        unwritten.remove(claim.id(), claim);
    }

    private static int cost(Claim claim) {
        return OVERHEAD + claim.event().body().length;
    }
}
