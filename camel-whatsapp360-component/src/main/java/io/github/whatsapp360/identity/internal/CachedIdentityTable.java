/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import io.github.whatsapp360.internal.LruMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A least-recently-used cache in front of a slower table, for reading.
 *
 * <p>Correct as long as every change of the table is followed by {@link #put} or {@link #removeId} and so on, once it
 * is visible to readers. Thread-safe.
 *
 * @param <X> exception of the table
 */
public final class CachedIdentityTable<X extends Exception> implements IdentityTable<X> {

    private final Lookup<X> table;
    private final Map<String, Optional<IdRow>> ids;
    private final Map<String, Optional<CustomerRow>> customers;
    private long changes;

    /**
     * Reads the table.
     *
     * @param <X> exception of the table
     */
    public interface Lookup<X extends Exception> {

        /** As {@link IdentityTable#id}. */
        @Nullable
        IdRow id(String key) throws X;

        /** As {@link IdentityTable#customer}. */
        @Nullable
        CustomerRow customer(String customerId) throws X;
    }

    /**
     * Creates an empty cache.
     *
     * @param table is called on any thread, concurrently
     * @param maximum maximum number of ids, and of customers; both take about 600 bytes
     */
    public CachedIdentityTable(Lookup<X> table, int maximum) {
        this.table = table;
        this.ids = new LruMap<>(maximum);
        this.customers = new LruMap<>(maximum);
    }

    @Override
    public @Nullable IdRow id(String key) throws X {
        long before;
        synchronized (this) {
            Optional<IdRow> known = ids.get(key);
            if (known != null) {
                return known.orElse(null);
            }
            before = changes;
        }
        IdRow read = table.id(key);
        synchronized (this) {
            // A row written meanwhile may be newer than the row read.
            if (changes == before) {
                ids.put(key, Optional.ofNullable(read));
            }
        }
        return read;
    }

    @Override
    public @Nullable CustomerRow customer(String customerId) throws X {
        long before;
        synchronized (this) {
            Optional<CustomerRow> known = customers.get(customerId);
            if (known != null) {
                return known.orElse(null);
            }
            before = changes;
        }
        CustomerRow read = table.customer(customerId);
        synchronized (this) {
            if (changes == before) {
                customers.put(customerId, Optional.ofNullable(read));
            }
        }
        return read;
    }

    @Override
    public synchronized void put(IdRow row) {
        changes++;
        ids.put(row.key(), Optional.of(row));
    }

    @Override
    public synchronized void put(CustomerRow row) {
        changes++;
        customers.put(row.id(), Optional.of(row));
    }

    @Override
    public synchronized void removeId(String key) {
        changes++;
        ids.remove(key);
    }

    @Override
    public synchronized void removeCustomer(String customerId) {
        changes++;
        customers.remove(customerId);
    }

    /** Drops all rows, because the table was replaced. */
    public synchronized void clear() {
        changes++;
        ids.clear();
        customers.clear();
    }
}
