/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.InboxInsight.WaitingConversation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the waiting events of an inbox: which may run now, and which wait for an earlier event of their
 * conversation or for their next attempt. Every inbox except the shared one uses it to decide what {@link Inbox#claim}
 * returns.
 *
 * <p>It holds no bodies, only about 80 bytes per event, in arrays, so that a million waiting events fit in a small
 * heap. Adding, claiming and removing cost at most logarithmic time. Events of subscriptions that do not run are never
 * visited. Subscriptions are never removed, so their number must be small.
 *
 * <pre>
 *  conversation ─► first ─► next ─► … ─► last      by arrival
 *                    │       only the first event of a subscription's conversation is in one of:
 *                    ├── ready    one heap per subscription, by arrival or end of the delay, so that those that do
 *                    │            not run cost nothing
 *                    ├── delayed  a heap by the instant it becomes due
 *                    └── claimed  handed out
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Backlog {

    private static final int NONE = -1;
    private static final int INITIAL_SLOTS = 64;
    private static final int MAXIMUM_VISITED = 10_000;
    private static final int SHRINK_THRESHOLD_SLOTS = 65_536;

    private final Map<String, Integer> subscriptionNumbers = new LinkedHashMap<>();
    private final List<SlotHeap> ready = new ArrayList<>();
    private final Map<Long, Integer> claimed = new HashMap<>();
    private SlotHeap delayed = new SlotHeap();
    private ConversationTable conversations = new ConversationTable();

    private long[] ids = new long[INITIAL_SLOTS];
    private long[] hashes = new long[INITIAL_SLOTS];
    private long[] storedAt = new long[INITIAL_SLOTS];
    private int[] subscriptions = new int[INITIAL_SLOTS];
    private int[] waiting = new int[8];
    private int[] next = new int[INITIAL_SLOTS];
    private int[] older = new int[INITIAL_SLOTS];
    private int[] newer = new int[INITIAL_SLOTS];
    private int used;
    private int free = NONE;
    private int size;
    private int oldest = NONE;
    private int newest = NONE;
    private long newestId;

    /**
     * Adds an event behind all others of its conversation.
     *
     * @param id greater than all before
     * @param subscription subscription of the event
     * @param conversationKey see {@link InboxEvent#conversationKey}
     * @param due earliest instant of the run, if the event is the first of its conversation; null for now
     */
    public synchronized void add(
            long id, String subscription, String conversationKey, Instant storedAt, @Nullable Instant due) {
        int slot = allocate();
        ids[slot] = id;
        newestId = id;
        hashes[slot] = ConversationTable.hash(conversationKey);
        subscriptions[slot] = subscriptionNumber(subscription);
        waiting[subscriptions[slot]]++;
        this.storedAt[slot] = storedAt.toEpochMilli();
        linkAsNewest(slot);
        int last = conversations.append(hashes[slot], slot);
        if (last != NONE) {
            next[last] = slot;
        } else if (due == null) {
            makeReady(slot, id);
        } else {
            delayed.push(millisNotBefore(due), slot);
        }
    }

    /** Claims the ids of events that may run; see {@link Inbox#claim}. */
    public synchronized List<Long> claim(int limit, Instant now, Set<String> running) {
        while (!delayed.isEmpty() && delayed.first() <= now.toEpochMilli()) {
            // Behind all that could run before.
            makeReady(delayed.pop(), newestId);
        }
        Deque<SlotHeap> open = new ArrayDeque<>(running.size());
        for (String subscription : running) {
            Integer number = subscriptionNumbers.get(subscription);
            if (number != null && !ready.get(number).isEmpty()) {
                open.add(ready.get(number));
            }
        }
        List<Long> handedOut = new ArrayList<>();
        while (!open.isEmpty() && handedOut.size() < limit) {
            SlotHeap heap = open.remove();
            int slot = heap.pop();
            claimed.put(ids[slot], slot);
            handedOut.add(ids[slot]);
            if (!heap.isEmpty()) {
                open.add(heap);
            }
        }
        return handedOut;
    }

    /** Whether an event is claimed and not settled. */
    public synchronized boolean isClaimed(long id) {
        return claimed.containsKey(id);
    }

    /**
     * Removes a claimed event; the next one of its conversation may run.
     *
     * @return false if the event is not claimed; nothing changes then
     */
    public synchronized boolean remove(long id) {
        Integer slot = claimed.remove(id);
        if (slot == null) {
            return false;
        }
        int follower = next[slot];
        if (follower == NONE) {
            conversations.remove(hashes[slot]);
        } else {
            conversations.setHead(hashes[slot], follower);
            makeReady(follower, ids[follower]);
        }
        waiting[subscriptions[slot]]--;
        unlink(slot);
        next[slot] = free;
        free = slot;
        if (--size == 0 && ids.length > SHRINK_THRESHOLD_SLOTS) {
            shrink();
        }
        return true;
    }

    /**
     * Puts a claimed event back as the first of its conversation.
     *
     * @return false if the event is not claimed; nothing changes then
     */
    public synchronized boolean putBack(long id, Instant due) {
        Integer slot = claimed.remove(id);
        if (slot != null) {
            delayed.push(millisNotBefore(due), slot);
        }
        return slot != null;
    }

    /** As {@link Inbox#isWaiting}. */
    public synchronized boolean isWaiting(String conversationKey) {
        return conversations.contains(ConversationTable.hash(conversationKey));
    }

    /** As {@link Inbox#nextDue}. */
    public synchronized @Nullable Instant nextDue() {
        return delayed.isEmpty() ? null : Instant.ofEpochMilli(delayed.first());
    }

    /** Number of waiting events, including claimed ones. */
    public synchronized int size() {
        return size;
    }

    /** Number of waiting events by subscription; subscriptions without events are absent. */
    public synchronized Map<String, Long> sizes() {
        Map<String, Long> sizes = new HashMap<>();
        subscriptionNumbers.forEach((subscription, number) -> {
            if (waiting[number] > 0) {
                sizes.put(subscription, (long) waiting[number]);
            }
        });
        return sizes;
    }

    /** When the oldest event was stored, with millisecond precision; null if no event waits. */
    public synchronized @Nullable Instant oldest() {
        return oldest == NONE ? null : Instant.ofEpochMilli(storedAt[oldest]);
    }

    /** As {@link InboxInsight#longestWaiting}. */
    public synchronized List<WaitingConversation> longestWaiting(int limit) {
        String[] names = subscriptionNumbers.keySet().toArray(new String[0]);
        List<WaitingConversation> found = new ArrayList<>();
        int visited = 0;
        for (int slot = oldest; slot != NONE && found.size() < limit && visited < MAXIMUM_VISITED; slot = newer[slot]) {
            if (conversations.head(hashes[slot]) == slot) {
                found.add(new WaitingConversation(
                        hashes[slot], names[subscriptions[slot]], Instant.ofEpochMilli(storedAt[slot])));
            }
            visited++;
        }
        return found;
    }

    private void makeReady(int slot, long after) {
        ready.get(subscriptions[slot]).push(after, slot);
    }

    private int subscriptionNumber(String subscription) {
        return subscriptionNumbers.computeIfAbsent(subscription, unseen -> {
            ready.add(new SlotHeap());
            if (ready.size() > waiting.length) {
                waiting = Arrays.copyOf(waiting, 2 * waiting.length);
            }
            return ready.size() - 1;
        });
    }

    /** Rounds up: an event that is due within a millisecond must not run at its beginning. */
    private static long millisNotBefore(Instant due) {
        return due.plusNanos(999_999).toEpochMilli();
    }

    private int allocate() {
        size++;
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
        } else {
            if (used == ids.length) {
                resize(used + (used >> 1));
            }
            slot = used++;
        }
        next[slot] = NONE;
        return slot;
    }

    private void linkAsNewest(int slot) {
        older[slot] = newest;
        newer[slot] = NONE;
        if (newest == NONE) {
            oldest = slot;
        } else {
            newer[newest] = slot;
        }
        newest = slot;
    }

    private void unlink(int slot) {
        if (older[slot] == NONE) {
            oldest = newer[slot];
        } else {
            newer[older[slot]] = newer[slot];
        }
        if (newer[slot] == NONE) {
            newest = older[slot];
        } else {
            older[newer[slot]] = older[slot];
        }
    }

    /** Releases the arrays of a backlog that was large and is empty now. */
    private void shrink() {
        used = 0;
        free = NONE;
        resize(INITIAL_SLOTS);
        conversations = new ConversationTable();
        delayed = new SlotHeap();
        ready.replaceAll(full -> new SlotHeap());
    }

    private void resize(int slots) {
        ids = Arrays.copyOf(ids, slots);
        hashes = Arrays.copyOf(hashes, slots);
        storedAt = Arrays.copyOf(storedAt, slots);
        subscriptions = Arrays.copyOf(subscriptions, slots);
        next = Arrays.copyOf(next, slots);
        older = Arrays.copyOf(older, slots);
        newer = Arrays.copyOf(newer, slots);
    }
}
