/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The keys of the last period, at most {@value #MAXIMUM_KEYS}; the oldest key is dropped first. Keys are stored as
 * {@link KeyHash} in primitive arrays: garbage collection of a map with a million keys takes a fifth of the processor
 * time of an event.
 *
 * <pre>
 *  ring    upper, lower, since     in the order of arrival: the oldest at {@code oldest}, {@code size} of them
 *  table   index in the ring + 1   open addressing by the hash, at most half full; 0 is free
 * </pre>
 *
 * <p>A key takes 32 to 64 bytes. Confined to the lock of its inbox.
 */
final class RecentKeys {

    static final int MAXIMUM_KEYS = 1_000_000;

    private static final int FREE = 0;

    private long period;
    private long[] upper = new long[64];
    private long[] lower = new long[64];
    private long[] since = new long[64];
    private int[] table = new int[128];
    private int oldest;
    private int size;

    RecentKeys(Duration period) {
        this.period = period.toMillis();
    }

    /** Changes the period and returns this. */
    RecentKeys withPeriod(Duration newPeriod) {
        period = newPeriod.toMillis();
        return this;
    }

    /** Adds the key if it is new. Returns whether it was new. */
    boolean add(String key, Instant now) {
        long millis = now.toEpochMilli();
        while (size > 0 && (since[oldest] + period <= millis || size >= MAXIMUM_KEYS)) {
            forgetOldest();
        }
        ByteBuffer hash = ByteBuffer.wrap(KeyHash.of(key));
        long first = hash.getLong();
        long second = hash.getLong();
        if (table[find(first, second)] != FREE) {
            return false;
        }
        if (size == since.length) {
            grow();
        }
        int slot = oldest + size & since.length - 1;
        upper[slot] = first;
        lower[slot] = second;
        since[slot] = millis;
        table[find(first, second)] = slot + 1;
        size++;
        return true;
    }

    /** Returns the index of this hash in the table, or the free index where it belongs. */
    private int find(long first, long second) {
        int place = home(first);
        while (table[place] != FREE && !(upper[table[place] - 1] == first && lower[table[place] - 1] == second)) {
            place = next(place);
        }
        return place;
    }

    private int home(long first) {
        return (int) first & table.length - 1;
    }

    private int next(int place) {
        return place + 1 & table.length - 1;
    }

    /** Removes the oldest key and closes the gap in the table, so that no lookup ends too early. */
    private void forgetOldest() {
        int gap = find(upper[oldest], lower[oldest]);
        for (int place = next(gap); table[place] != FREE; place = next(place)) {
            int home = home(upper[table[place] - 1]);
            if ((place - home & table.length - 1) >= (place - gap & table.length - 1)) {
                table[gap] = table[place];
                gap = place;
            }
        }
        table[gap] = FREE;
        oldest = oldest + 1 & since.length - 1;
        size--;
    }

    /** Doubles the arrays; the oldest key moves to index 0. */
    private void grow() {
        upper = inOrder(upper);
        lower = inOrder(lower);
        since = inOrder(since);
        oldest = 0;
        table = new int[2 * since.length];
        for (int slot = 0; slot < size; slot++) {
            table[find(upper[slot], lower[slot])] = slot + 1;
        }
    }

    private long[] inOrder(long[] ring) {
        long[] larger = Arrays.copyOf(Arrays.copyOfRange(ring, oldest, oldest + ring.length), 2 * ring.length);
        System.arraycopy(ring, 0, larger, ring.length - oldest, oldest);
        return larger;
    }
}
