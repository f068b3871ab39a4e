package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.InboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what many hand in, on one thread and one batch at a time: whatever arrives while one batch is on its way
 * shares the next one. The order in which it was handed in is the order in which it is written.
 *
 * <p>Guarantee: each entry gets an answer. An entry that cannot be written costs no other: a batch that fails for what
 * is in it is divided until the entry stands alone. After an {@link Error} the batch is refused, the inbox is told, and
 * writing goes on; each batch has a transaction of its own, so nothing is left over.
 *
 * <p>Thread-safe. {@link #run} occupies one thread until {@link #close}.
 *
 * @param <T> what is written
 * @param <R> what comes of it
 */
public final class GroupCommit<T, R> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MAXIMUM_BATCH = 512;
    private static final int MAXIMUM_BATCH_BYTES = 4 << 20;
    private static final int MAXIMUM_QUEUED = 8_192;
    private static final int MAXIMUM_QUEUED_BYTES = 16 << 20;
    private static final Duration LINGER = Duration.ofMillis(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final String CLOSED = "The inbox is closed.";

    /** Writes a batch. */
    @FunctionalInterface
    public interface Writer<T, R> {

        /**
         * Writes all of it or nothing.
         *
         * @return what came of each, in order
         * @throws InboxException if nothing of it counts as written
         * @throws BadBatchException if so, and it is the fault of what was to be written
         */
        List<R> write(List<T> batch);
    }

    private record Entry<T, R>(T value, CompletableFuture<R> answer) {}

    private final Writer<T, R> writer;
    private final ToIntFunction<T> size;
    private final BlockingQueue<Entry<T, R>> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile @Nullable DatabaseHealth health;
    private List<Entry<T, R>> current = List.of();

    /**
     * A queue and what empties it.
     *
     * @param size how many bytes an entry has, about
     */
    public GroupCommit(Writer<T, R> writer, ToIntFunction<T> size) {
        this.writer = writer;
        this.size = size;
    }

    /** From now on failures that are not the database's are told here. */
    void reportTo(DatabaseHealth listener) {
        health = listener;
    }

    /** Has it written; fails at once if too much waits already. */
    public CompletableFuture<R> submit(T value) {
        int bytes = size.applyAsInt(value);
        int waiting = queuedBytes.get();
        if (closing) {
            return CompletableFuture.failedFuture(new InboxException(CLOSED));
        }
        if (queue.size() >= MAXIMUM_QUEUED || (waiting > 0 && waiting + bytes > MAXIMUM_QUEUED_BYTES)) {
            return CompletableFuture.failedFuture(new InboxException("The database is too slow for what arrives: "
                    + queue.size() + " deliveries with " + waiting + " bytes wait to be written."));
        }
        queuedBytes.addAndGet(bytes);
        CompletableFuture<R> answer = new CompletableFuture<>();
        queue.add(new Entry<>(value, answer));
        if (ended.isDone()) {
            failQueued();
        }
        return answer;
    }

    @Override
    public void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                writeNext();
            }
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
        } finally {
            DatabaseHealth listener = health;
            if (!closing && listener != null) {
                listener.ended("its writer was interrupted, or failed without end");
            }
            closing = true;
            ended.complete(null);
            fail(current, new InboxException(CLOSED));
            failQueued();
        }
    }

    private void writeNext() throws InterruptedException {
        List<Entry<T, R>> batch = new ArrayList<>();
        current = batch;
        try {
            collect(batch);
            if (!batch.isEmpty()) {
                write(batch);
            }
            if (batch.size() > 1 && queue.size() < batch.size() && !closing) {
                // Many wait side by side and will soon be back: one batch for them spares the database many small ones.
                LockSupport.parkNanos(LINGER.toNanos());
            }
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

    private void collect(List<Entry<T, R>> batch) throws InterruptedException {
        int bytes = 0;
        @Nullable Entry<T, R> entry = queue.poll(100, TimeUnit.MILLISECONDS);
        while (entry != null) {
            batch.add(entry);
            int each = size.applyAsInt(entry.value());
            queuedBytes.addAndGet(-each);
            bytes += each;
            entry = batch.size() < MAXIMUM_BATCH && bytes < MAXIMUM_BATCH_BYTES ? queue.poll() : null;
        }
    }

    private void write(List<Entry<T, R>> batch) {
        try {
            List<R> results = writer.write(batch.stream().map(Entry::value).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(results.get(i));
            }
        } catch (InboxException refused) {
            fail(batch, refused);
        } catch (RuntimeException dataError) {
            divide(batch, dataError);
        }
    }

    /** Halves keep the order; with one entry at fault among 512, 18 attempts find it. */
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
        batch.forEach(entry -> entry.answer().completeExceptionally(why));
    }

    private void failQueued() {
        for (Entry<T, R> entry = queue.poll(); entry != null; entry = queue.poll()) {
            entry.answer().completeExceptionally(new InboxException(CLOSED));
        }
    }

    /** Writes what was handed in before, and ends; does not wait for that. */
    void end() {
        closing = true;
    }

    /** Writes what was handed in before, ends, and waits for the end. Does nothing the second time. */
    public void close() {
        end();
        try {
            ended.get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
            LOG.warn("The writer did not end within {} s", CLOSE_TIMEOUT.toSeconds(), late);
        }
    }
}
