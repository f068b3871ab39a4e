/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a writer that commits in groups: many threads submit entries, one thread takes them in batches. Entries
 * that arrive during one commit share the next one.
 *
 * <p>Guarantee: entries are taken in the order of submission; each one is either taken or failed. <b>Limits:</b> a
 * batch has at most 4 MB, unless a single entry is larger; awaited entries are bounded by 8,192 entries and 16 MB,
 * others are not.
 *
 * <p>Thread-safe. {@link #take}, {@link #linger} and {@link #finish} are confined to the writer thread.
 *
 * @param <E> the entries
 */
public final class BatchQueue<E extends QueuedWrite> {

    /** The reason of the failure of entries that are submitted too late. */
    public static final String CLOSED = InboxLimits.CLOSED;

    private static final int MAXIMUM_BATCH_BYTES = 4 << 20;
    private static final int MAXIMUM_QUEUED = 8_192;
    private static final int MAXIMUM_QUEUED_BYTES = 16 << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final String target;
    private final int maximumBatch;
    private final BlockingQueue<Slot<E>> queue = new LinkedBlockingQueue<>();

    private final AtomicInteger awaited = new AtomicInteger();
    private final AtomicInteger awaitedBytes = new AtomicInteger();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile String failure = CLOSED;
    private boolean ended;

    /** @param entry null ends the queue */
    private record Slot<E extends QueuedWrite>(@Nullable E entry) {}

    /**
     * Creates an empty queue.
     *
     * @param target what is written to, for messages
     * @param maximumBatch maximum number of entries in a batch
     */
    public BatchQueue(String target, int maximumBatch) {
        this.target = target;
        this.maximumBatch = maximumBatch;
    }

    /**
     * Queues an entry, or fails it at once.
     *
     * @return whether it was queued
     */
    public boolean submit(E entry) {
        String refusal = refusal(entry);
        if (refusal != null) {
            entry.failed(new InboxException(refusal));
            return false;
        }
        if (entry.isAwaited()) {
            awaited.incrementAndGet();
            awaitedBytes.addAndGet(entry.bytes());
        }
        queue.add(new Slot<>(entry));
        if (finished.isDone()) {
            failQueued();
        }
        return true;
    }

    private @Nullable String refusal(E entry) {
        if (closing) {
            return failure;
        }
        if (!entry.isAwaited()) {
            return null;
        }
        int entries = awaited.get();
        int bytes = awaitedBytes.get();
        boolean fits = entries < MAXIMUM_QUEUED && (bytes == 0 || bytes + entry.bytes() <= MAXIMUM_QUEUED_BYTES);
        return fits
                ? null
                : "The " + target + " is too slow: " + entries + " deliveries with " + bytes
                        + " bytes are waiting to be written.";
    }

    /**
     * Waits for entries and takes the next batch.
     *
     * @param batch receives the entries, in order; none after the timeout, or at the end of the queue
     * @param timeout limit of the wait; null for none
     */
    public void take(List<E> batch, @Nullable Duration timeout) throws InterruptedException {
        int bytes = 0;
        @Nullable Slot<E> next = timeout == null ? queue.take() : queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        E entry = next == null ? null : next.entry();
        while (entry != null) {
            batch.add(entry);
            bytes += entry.bytes();
            if (entry.isAwaited()) {
                awaited.decrementAndGet();
                awaitedBytes.addAndGet(-entry.bytes());
            }
            next = batch.size() < maximumBatch && bytes < MAXIMUM_BATCH_BYTES ? queue.poll() : null;
            entry = next == null ? null : next.entry();
        }
        ended |= next != null;
    }

    /**
     * Waits a moment after a batch with several awaited entries: their callers soon submit again, and one commit for
     * all of them replaces many small ones.
     */
    public void linger(int awaitedInBatch, Duration delay) {
        if (awaitedInBatch > 1 && queue.size() < awaitedInBatch && !closing) {
            LockSupport.parkNanos(delay.toNanos());
        }
    }

    /** Whether no entry is queued. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether new entries are refused. */
    public boolean isClosing() {
        return closing;
    }

    /** Whether the last entry was taken, so that the writer ends. */
    public boolean isEnded() {
        return ended;
    }

    /** Ends the writer: refuses all further entries, and fails those that are queued. */
    public void finish(String why) {
        failure = why;
        closing = true;
        finished.complete(null);
        failQueued();
    }

    private void failQueued() {
        InboxException why = new InboxException(failure);
        for (Slot<E> slot = queue.poll(); slot != null; slot = queue.poll()) {
            E entry = slot.entry();
            if (entry != null) {
                entry.failed(why);
            }
        }
    }

    /** Refuses all further entries. The writer ends after those that are queued. Does not wait for that. */
    public void end() {
        closing = true;
        queue.add(new Slot<>(null));
    }

    /**
     * As {@link #end}, and waits at most 30 seconds for {@link #finish}.
     *
     * @return the time waited in vain; null if the writer has ended, or the calling thread was interrupted
     */
    public @Nullable Duration close() {
        end();
        try {
            finished.get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            return CLOSE_TIMEOUT;
        }
        return null;
    }
}
