/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

/**
 * The first and the last slot of each conversation that has waiting events: a hash table with open addressing, 16 bytes
 * per place, at most two thirds full.
 *
 * <p>A conversation is identified by a 64-bit hash of its key. Two conversations with the same hash share one order:
 * nothing is lost, one may only wait for the other.
 *
 * <p>Confined to the lock of its {@link Backlog}.
 */
final class ConversationTable {

    private static final long FREE = 0;

    private long[] hashes = new long[64];
    private int[] heads = new int[64];
    private int[] tails = new int[64];
    private int size;

    /** FNV-1a over the characters, then mixed so that the low bits depend on all of them; never 0. */
    static long hash(String conversation) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < conversation.length(); i++) {
            hash = (hash ^ conversation.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == FREE ? 1 : hash;
    }

    /** Appends a slot to its conversation. Returns the previously last slot, or -1 if there was none. */
    int append(long hash, int slot) {
        int place = find(hash);
        if (hashes[place] == hash) {
            int last = tails[place];
            tails[place] = slot;
            return last;
        }
        hashes[place] = hash;
        heads[place] = slot;
        tails[place] = slot;
        if (++size * 3L > hashes.length * 2L) {
            grow();
        }
        return -1;
    }

    void setHead(long hash, int slot) {
        heads[find(hash)] = slot;
    }

    int head(long hash) {
        return heads[find(hash)];
    }

    /** Removes the conversation and closes the gap, so that no lookup ends too early. */
    void remove(long hash) {
        int mask = hashes.length - 1;
        int gap = find(hash);
        size--;
        for (int place = gap + 1 & mask; hashes[place] != FREE; place = place + 1 & mask) {
            int home = (int) hashes[place] & mask;
            if ((place - home & mask) >= (place - gap & mask)) {
                copy(place, gap);
                gap = place;
            }
        }
        hashes[gap] = FREE;
    }

    boolean contains(long hash) {
        return hashes[find(hash)] == hash;
    }

    private int find(long hash) {
        int mask = hashes.length - 1;
        int place = (int) hash & mask;
        while (hashes[place] != FREE && hashes[place] != hash) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void copy(int from, int to) {
        hashes[to] = hashes[from];
        heads[to] = heads[from];
        tails[to] = tails[from];
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldHeads = heads;
        int[] oldTails = tails;
        hashes = new long[oldHashes.length * 2];
        heads = new int[hashes.length];
        tails = new int[hashes.length];
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldHashes[old] != FREE) {
                int place = find(oldHashes[old]);
                hashes[place] = oldHashes[old];
                heads[place] = oldHeads[old];
                tails[place] = oldTails[old];
            }
        }
    }
}
