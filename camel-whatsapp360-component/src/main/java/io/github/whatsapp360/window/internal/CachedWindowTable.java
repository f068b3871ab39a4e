/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNullElse;

import io.github.whatsapp360.internal.LruMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A least-recently-used cache in front of a slower table.
 *
 * <p>Correct as long as every write to the table is followed by {@link #put}, once it is visible to readers.
 * Thread-safe.
 *
 * @param <X> exception of the table
 */
public final class CachedWindowTable<X extends Exception> implements WindowTable<X> {

    private final Lookup<X> table;
    private final Map<String, Row> rows;
    private long changes;

    /**
     * Reads the table.
     *
     * @param <X> exception of the table
     */
    @FunctionalInterface
    public interface Lookup<X extends Exception> {

        /** Returns the row of a key; null if there is none. */
        @Nullable
        Row get(String key) throws X;
    }

    /**
     * Creates an empty cache.
     *
     * @param table is called on any thread, concurrently
     * @param maximum maximum number of rows; each takes about 200 bytes
     */
    public CachedWindowTable(Lookup<X> table, int maximum) {
        this.table = table;
        this.rows = new LruMap<>(maximum);
    }

    @Override
    public Row get(String key) throws X {
        long before;
        synchronized (rows) {
            Row known = rows.get(key);
            if (known != null) {
                return known;
            }
            before = changes;
        }
        Row read = requireNonNullElse(table.get(key), Row.EMPTY);
        synchronized (rows) {
            // A row written meanwhile may be newer than the row read.
            if (changes == before) {
                rows.put(key, read);
            }
        }
        return read;
    }

    /** Records a row that was written to the table. */
    @Override
    public void put(String key, Row row) {
        synchronized (rows) {
            changes++;
            rows.put(key, row);
        }
    }

    /** Drops all rows, because the table was replaced. */
    public void clear() {
        synchronized (rows) {
            changes++;
            rows.clear();
        }
    }
}
