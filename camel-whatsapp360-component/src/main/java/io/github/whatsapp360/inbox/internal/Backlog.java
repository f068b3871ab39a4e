package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits in an inbox, by number: which events may run now and which wait for one before them or for their next attempt.
 * Every inbox of ours decides with it what {@link Inbox#claim} hands out, and so may your own.
 *
 * <p>It keeps no event, only about 80 bytes for each, in arrays, so that a backlog of a million fits a small heap. Adding,
 * claiming and removing take a time that grows with the logarithm of the backlog at most. What waits for a subscription that does
 * not run is never looked at. Subscriptions are remembered for ever and therefore have to be few.
 *
 * <pre>
 *  conversation ─► first ─► next ─► … ─► last      by arrival; only the first of a subscription's conversation is in one of:
 *                    ├── ready    one heap per subscription, by id, so that those that do not run cost nothing
 *                    ├── delayed  a heap by the instant it becomes due
 *                    └── claimed  handed out
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Backlog {

    private static final int NONE = -1;
    private static final int INITIAL_SLOTS = 64;
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

    /**
     * Adds an event behind all others of its conversation.
     *
     * @param id greater than all before
     * @param subscription for whom it waits
     * @param conversationKey what is worked off one after the other, see {@link InboxEvent#conversationKey}
     * @param due not before this instant, if it is the first of its conversation; null for at once
     */
    public synchronized void add(
            long id, String subscription, String conversationKey, Instant storedAt, @Nullable Instant due) {
        int slot = allocate();
        ids[slot] = id;
        hashes[slot] = ConversationTable.hash(conversationKey);
        subscriptions[slot] = subscriptionNumber(subscription);
        waiting[subscriptions[slot]]++;
        this.storedAt[slot] = storedAt.toEpochMilli();
        linkAsNewest(slot);
        int last = conversations.append(hashes[slot], slot);
        if (last != NONE) {
            next[last] = slot;
        } else if (due == null) {
            makeReady(slot);
        } else {
            delayed.push(millisNotBefore(due), slot);
        }
    }

    /** Hands out the numbers of events that may run, as {@link Inbox#claim} says. */
    public synchronized List<Long> claim(int limit, Instant now, Set<String> running) {
        while (!delayed.isEmpty() && delayed.first() <= now.toEpochMilli()) {
            makeReady(delayed.pop());
        }
        List<SlotHeap> open = new ArrayList<>(running.size());
        for (String subscription : running) {
            Integer number = subscriptionNumbers.get(subscription);
            if (number != null) {
                open.add(ready.get(number));
            }
        }
        List<Long> handedOut = new ArrayList<>();
        for (SlotHeap heap = oldestOf(open); heap != null && handedOut.size() < limit; heap = oldestOf(open)) {
            int slot = heap.pop();
            claimed.put(ids[slot], slot);
            handedOut.add(ids[slot]);
        }
        return handedOut;
    }

    /** Whether an event is handed out and not settled. */
    public synchronized boolean isClaimed(long id) {
        return claimed.containsKey(id);
    }

    /**
     * Takes out a claimed event; the next one of its conversation may run.
     *
     * @return false if it is not claimed, and nothing was done
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
            makeReady(follower);
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
     * @return false if it is not claimed, and nothing was done
     */
    public synchronized boolean putBack(long id, Instant due) {
        Integer slot = claimed.remove(id);
        if (slot != null) {
            delayed.push(millisNotBefore(due), slot);
        }
        return slot != null;
    }

    /** As {@link Inbox#nextDue}. */
    public synchronized @Nullable Instant nextDue() {
        return delayed.isEmpty() ? null : Instant.ofEpochMilli(delayed.first());
    }

    /** How many wait, claimed ones included. */
    public synchronized int size() {
        return size;
    }

    /** How many of them wait for each subscription; none for a subscription without any. */
    public synchronized Map<String, Long> sizes() {
        Map<String, Long> sizes = new HashMap<>();
        subscriptionNumbers.forEach((subscription, number) -> {
            if (waiting[number] > 0) {
                sizes.put(subscription, (long) waiting[number]);
            }
        });
        return sizes;
    }

    /** When the oldest of them was stored, in milliseconds; null if none waits. */
    public synchronized @Nullable Instant oldest() {
        return oldest == NONE ? null : Instant.ofEpochMilli(storedAt[oldest]);
    }

    private void makeReady(int slot) {
        ready.get(subscriptions[slot]).push(ids[slot], slot);
    }

    private static @Nullable SlotHeap oldestOf(List<SlotHeap> heaps) {
        SlotHeap found = null;
        for (SlotHeap heap : heaps) {
            if (!heap.isEmpty() && (found == null || heap.first() < found.first())) {
                found = heap;
            }
        }
        return found;
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

    /** Rounded up: an event that is due within a millisecond must not run at the beginning of it. */
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

    /** Nothing waits any more, and what the backlog took at its height is given back. */
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
