/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Windows in memory. Above the maximum number of rows, the least recently updated one is dropped; its window is unknown
 * then, unless it expired long before.
 *
 * <p>Confined to one thread at a time.
 */
public final class MemoryWindowTable implements WindowTable<RuntimeException> {

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final int maximum;

    /**
     * Creates an empty table.
     *
     * @param maximum maximum number of rows; each takes about 250 bytes
     */
    public MemoryWindowTable(int maximum) {
        this.maximum = maximum;
    }

    @Override
    public @Nullable Row get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, Row row) {
        // Moves the row to the end of the order of updates.
        rows.remove(key);
        rows.put(key, row);
        if (rows.size() > maximum) {
            rows.remove(rows.keySet().iterator().next());
        }
    }

    /** Deletes rows. */
    public void remove(Collection<String> keys) {
        keys.forEach(rows::remove);
    }
}
