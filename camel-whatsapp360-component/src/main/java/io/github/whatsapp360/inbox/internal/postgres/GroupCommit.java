/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.BatchQueue;
import io.github.whatsapp360.inbox.internal.QueuedWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the entries of a {@link BatchQueue} to a database, one batch at a time and in the order of submission.
 *
 * <p>Guarantee: each entry gets a result. An invalid entry does not affect others: its batch is halved until the entry
 * stands alone. After an {@link Error} the batch is refused, the inbox is notified, and writing continues: each batch
 * is a transaction of its own, so nothing is left over.
 *
 * <p>Thread-safe. {@link #run} occupies one thread until {@link #close}.
 *
 * @param <T> the entries
 * @param <R> the results
 */
public final class GroupCommit<T, R> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MAXIMUM_BATCH = 512;
    private static final Duration LINGER_DELAY = Duration.ofMillis(1);

    /** Writes a batch. */
    @FunctionalInterface
    public interface Writer<T, R> {

        /**
         * Writes all entries or none.
         *
         * @return the results, in the order of the entries
         * @throws InboxException if none counts as written
         * @throws BadBatchException if none was written, because one of the entries is invalid
         */
        List<R> write(List<T> batch);
    }

    private record Entry<T, R>(T value, int bytes, CompletableFuture<R> result) implements QueuedWrite {

        @Override
        public boolean isAwaited() {
            return true;
        }

        @Override
        public void failed(InboxException why) {
            result.completeExceptionally(why);
        }
    }

    private final Writer<T, R> writer;
    private final ToIntFunction<T> size;
    private final BatchQueue<Entry<T, R>> queue = new BatchQueue<>("database", MAXIMUM_BATCH);
    private volatile @Nullable DatabaseHealth health;
    private List<Entry<T, R>> current = List.of();

    /**
     * Creates a group commit; {@link #run} starts it.
     *
     * @param size estimated size of an entry in bytes
     */
    public GroupCommit(Writer<T, R> writer, ToIntFunction<T> size) {
        this.writer = writer;
        this.size = size;
    }

    /** Sets the receiver of failures other than those of the database. */
    void reportTo(DatabaseHealth listener) {
        health = listener;
    }

    /** Queues an entry. The future fails at once if the queue is full or closed. */
    public CompletableFuture<R> submit(T value) {
        Entry<T, R> entry = new Entry<>(value, size.applyAsInt(value), new CompletableFuture<>());
        boolean unused = queue.submit(entry);
        return entry.result();
    }

    @Override
    public void run() {
        try {
            while (!queue.isEnded()) {
                writeNext();
            }
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
        } finally {
            DatabaseHealth listener = health;
            if (!queue.isClosing() && listener != null) {
                listener.ended("its writer was interrupted, or failed repeatedly");
            }
            queue.finish(BatchQueue.CLOSED);
            fail(current, new InboxException(BatchQueue.CLOSED));
        }
    }

    private void writeNext() throws InterruptedException {
        List<Entry<T, R>> batch = new ArrayList<>();
        current = batch;
        try {
            queue.take(batch, null);
            if (!batch.isEmpty()) {
                write(batch);
            }
            queue.linger(batch.size(), LINGER_DELAY);
        } catch (RuntimeException | Error failure) {
            DatabaseHealth listener = health;
            if (listener == null) {
                LOG.error("A batch was not stored", failure);
            } else {
                listener.crashed(failure);
            }
            fail(batch, new InboxException("Not stored: " + failure, failure));
        }
    }

    private void write(List<Entry<T, R>> batch) {
        try {
            List<R> results = writer.write(batch.stream().map(Entry::value).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (InboxException refused) {
            fail(batch, refused);
        } catch (RuntimeException dataError) {
            divide(batch, dataError);
        }
    }

    /** Halves keep the order; one invalid entry among 512 is found after 18 attempts. */
    private void divide(List<Entry<T, R>> batch, RuntimeException dataError) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            write(batch.subList(0, half));
            write(batch.subList(half, batch.size()));
        } else if (dataError instanceof BadBatchException bad) {
            LOG.warn(
                    "One delivery is refused, because the database rejects its content; the others are stored: {}",
                    bad.problem());
            fail(batch, new InboxException(bad.problem(), bad));
        } else {
            LOG.error("A batch was not stored", dataError);
            fail(batch, new InboxException("Not stored: " + dataError, dataError));
        }
    }

    private void fail(List<Entry<T, R>> batch, InboxException why) {
        batch.forEach(entry -> entry.failed(why));
    }

    /** Ends after the queued entries; does not wait for that. */
    void end() {
        queue.end();
    }

    /** Writes the queued entries and ends; waits for that at most 30 seconds. Does nothing the second time. */
    public void close() {
        Duration waited = queue.close();
        if (waited != null) {
            LOG.warn("The writer did not end within {} s", waited.toSeconds());
        }
    }
}
