/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map with a maximum number of entries. An entry beyond that removes the least recently used one; reading an entry
 * uses it.
 *
 * <p>Not thread-safe: synchronize reading too, because it changes the order.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int maximum;

    /**
     * Creates an empty map.
     *
     * @param maximum maximum number of entries, at least 1
     */
    public LruMap(int maximum) {
        super(16, 0.75f, true);
        this.maximum = maximum;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maximum;
    }
}
