/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.BatchQueue;
import io.github.whatsapp360.inbox.internal.embedded.CommitFailure.UnexpectedFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of a database. Changes that arrive during a commit share the next one.
 *
 * <pre>
 *  queue ──► batch (1,024 changes, 4 MB) ──► begin, apply each, commit ──► notify each, in order
 *    ▲                                          │ full, or locked          awaited changes fail; others are kept and
 *    │                                          │                          retried, at least every second
 *    │                                          │ one change is invalid    the batch is halved until it fails alone
 *  bounded: 8,192 awaited changes, 16 MB        │ anything else            DOWN: nothing is written any more
 * </pre>
 *
 * <p>A commit with awaited changes is durable when it returns. A commit of settlements alone survives the end of the
 * process, but a power cut only after the next durable commit: it does not wait for the disk, and a lost settlement
 * only makes an event run again.
 *
 * <p>Thread-safe. {@link #run} occupies one thread until {@link #close}; do not interrupt that thread.
 */
final class CommitLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitLoop.class);

    private static final int MAXIMUM_BATCH = 1_024;
    private static final Duration LINGER_DELAY = Duration.ofMillis(2);
    private static final Duration BUSY_LINGER_DELAY = Duration.ofMillis(1);
    private static final int BUSY_CALLERS = 32;
    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(1);
    private static final int COMMITS_PER_MAINTENANCE = 256;

    private final SqlDatabase database;
    private final InboxTables tables;
    private final Runnable afterCommit;
    private final BatchQueue<PendingWrite> queue = new BatchQueue<>("disk", MAXIMUM_BATCH);
    private final AtomicInteger unwritten = new AtomicInteger();
    private List<PendingWrite> kept = new ArrayList<>();
    private List<PendingWrite> current = List.of();
    private volatile WriterState health = new WriterState(Condition.UP, null);
    private boolean maintained;
    private int commits;

    record WriterState(Condition condition, @Nullable String problem) {}

    /** Writes a key that expires at once, to check for free space. */
    private static final PendingWrite PROBE = tables -> tables.addKey(new byte[16], 0, 0);

    /**
     * Creates a loop; {@link #run} starts it.
     * @param afterCommit runs after every commit; must not block
     */
    CommitLoop(SqlDatabase database, InboxTables tables, Runnable afterCommit) {
        this.database = database;
        this.tables = tables;
        this.afterCommit = afterCommit;
    }

    WriterState health() {
        return health;
    }

    /** Number of settlements that are not written yet. */
    int unwritten() {
        return unwritten.get();
    }

    /** Queues a change, or fails it at once. */
    void submit(PendingWrite change) {
        if (health.condition() == Condition.DOWN) {
            change.failed(new InboxException(String.valueOf(health.problem())));
            return;
        }
        if (!change.isAwaited()) {
            unwritten.incrementAndGet();
        }
        if (!queue.submit(change) && !change.isAwaited()) {
            unwritten.decrementAndGet();
        }
    }

    @Override
    public void run() {
        try {
            while (!queue.isEnded()) {
                writeNext();
            }
        } catch (InterruptedException asksToEnd) {
            LOG.error("Inbox {} is down: its writer was interrupted; restart required", database);
            goDown("its writer was interrupted");
        } catch (RuntimeException | Error unexpected) {
            LOG.error("Inbox {} is down: its writer failed; restart required", database, unexpected);
            goDown("its writer failed: " + unexpected);
        } finally {
            String problem = health.condition() == Condition.DOWN ? health.problem() : null;
            String why = problem == null ? BatchQueue.CLOSED : problem;
            queue.finish(why);
            fail(current, new InboxException(why));
        }
    }

    /** Writes the queued changes, or runs maintenance if there are none. */
    private void writeNext() throws InterruptedException {
        boolean isIdle = maintained && kept.isEmpty() && health.condition() != Condition.FULL;
        List<PendingWrite> batch = new ArrayList<>();
        current = batch;
        queue.take(batch, isIdle ? null : IDLE_INTERVAL);
        if (batch.isEmpty() && !queue.isEnded()) {
            writeKept();
            maintain(true);
            probeForSpace();
            return;
        }
        int awaited = write(batch);
        queue.linger(awaited, awaited < BUSY_CALLERS ? LINGER_DELAY : BUSY_LINGER_DELAY);
        if (++commits % COMMITS_PER_MAINTENANCE == 0) {
            maintain(false);
        }
    }

    /** Writes a batch and returns the number of awaited changes in it. */
    private int write(List<PendingWrite> batch) {
        List<PendingWrite> awaited = awaited(batch);
        List<PendingWrite> all = takeKept();
        all.addAll(batch);
        current = all;
        writeOrDivide(all);
        if (!awaited.isEmpty()) {
            writeKept();
        }
        if (health.condition() == Condition.FULL) {
            // The database may have space for the content of the log; the log is reused then.
            maintain(true);
        }
        return awaited.size();
    }

    private static List<PendingWrite> awaited(List<PendingWrite> changes) {
        return changes.stream().filter(PendingWrite::isAwaited).toList();
    }

    private List<PendingWrite> takeKept() {
        List<PendingWrite> taken = kept;
        kept = new ArrayList<>();
        return taken;
    }

    private void writeKept() {
        if (!kept.isEmpty()) {
            writeOrDivide(takeKept());
        }
    }

    private void writeOrDivide(List<PendingWrite> changes) {
        List<PendingWrite> awaited = awaited(changes);
        CommitFailure refusal = health.condition() == Condition.DOWN
                ? new CommitFailure(new InboxException(String.valueOf(health.problem())), false)
                : commit(changes, !awaited.isEmpty());
        if (refusal == null) {
            written(changes.size() - awaited.size());
        } else if (refusal.dataError() && changes.size() > 1) {
            int half = changes.size() / 2;
            writeOrDivide(changes.subList(0, half));
            writeOrDivide(changes.subList(half, changes.size()));
        } else if (refusal.dataError() || health.condition() == Condition.DOWN) {
            fail(changes, refusal.why());
            unwritten.addAndGet(awaited.size() - changes.size());
        } else {
            fail(awaited, refusal.why());
            kept.addAll(changes);
            kept.removeAll(awaited);
        }
    }

    private void written(int settlements) {
        unwritten.addAndGet(-settlements);
        afterCommit.run();
    }

    /** Writes a probe: otherwise the inbox would stay FULL until the next delivery. */
    private void probeForSpace() {
        if (health.condition() == Condition.FULL) {
            Object unused = commit(List.of(PROBE), true);
        }
    }

    /** Writes one transaction. Returns the reason of a rollback, or null; the inbox may be full or down then. */
    private @Nullable CommitFailure commit(List<PendingWrite> changes, boolean durable) {
        if (changes.isEmpty()) {
            return null;
        }
        try {
            apply(changes, durable);
            tables.commit();
        } catch (SQLException failure) {
            boolean dataError = database.classify(failure) == SqlDatabase.ErrorKind.DATA;
            if (dataError && changes.size() == 1) {
                LOG.warn(
                        "Inbox {}: one delivery is refused, because the database rejects its content: {}",
                        database,
                        describe(failure));
            }
            handleFailure(failure);
            return new CommitFailure(new InboxException(describe(failure), failure), dataError);
        } catch (UnexpectedFailure failure) {
            if (changes.size() == 1) {
                LOG.error("Inbox {}: one delivery is refused, because storing it failed", database, failure.getCause());
            }
            rollback();
            return new CommitFailure(new InboxException("Not stored: " + failure.getCause(), failure), true);
        }
        maintained = false;
        if (health.condition() != Condition.UP) {
            LOG.info("Inbox {} accepts deliveries again", database);
            health = new WriterState(Condition.UP, null);
        }
        for (PendingWrite change : changes) {
            notifyCommitted(change);
        }
        return null;
    }

    /** Until the commit begins, everything can be rolled back after any exception. */
    private void apply(List<PendingWrite> changes, boolean durable) throws SQLException {
        try {
            database.begin(tables.connection(), durable);
            for (PendingWrite change : changes) {
                change.apply(tables);
            }
        } catch (RuntimeException | Error unexpected) {
            throw new UnexpectedFailure(unexpected);
        }
    }

    private static void notifyCommitted(PendingWrite committed) {
        try {
            committed.committed();
        } catch (RuntimeException unexpected) {
            LOG.error("A commit listener failed", unexpected);
        }
    }

    private void handleFailure(SQLException failure) {
        SqlDatabase.ErrorKind kind = database.classify(failure);
        if (kind == SqlDatabase.ErrorKind.BROKEN) {
            LOG.error("Inbox {} is down; restart required: {}", database, describe(failure));
            goDown(describe(failure));
            return;
        }
        if (kind == SqlDatabase.ErrorKind.FULL && health.condition() == Condition.UP) {
            LOG.error(
                    "Inbox {} is full; deliveries are refused until there is space. Free disk space; replay or"
                            + " purge dead letters",
                    database);
            health = new WriterState(Condition.FULL, "No space left in " + database + ": " + describe(failure));
        }
        rollback();
    }

    private void rollback() {
        try {
            tables.rollback();
        } catch (SQLException undoneAlready) {
            LOG.trace("The database had already rolled back the transaction.", undoneAlready);
        }
    }

    private void goDown(String problem) {
        health = new WriterState(Condition.DOWN, "Inbox " + database + " is down: " + problem);
    }

    private static String describe(SQLException failure) {
        return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    }

    private void maintain(boolean idle) {
        if (health.condition() == Condition.DOWN) {
            maintained = true;
            return;
        }
        try {
            while (database.maintain(tables.connection(), idle) && queue.isEmpty()) {
                LOG.trace("Maintenance of {}", database);
            }
            maintained = queue.isEmpty();
        } catch (SQLException failure) {
            handleFailure(failure);
            maintained = true;
        }
    }

    private void fail(List<PendingWrite> changes, InboxException why) {
        changes.forEach(change -> change.failed(why));
    }

    /** Writes the submitted changes, ends the loop and waits for its end, at most 30 seconds. */
    void close() {
        Duration waited = queue.close();
        if (waited != null) {
            LOG.warn("Inbox {}: the writer did not end within {} s", database, waited.toSeconds());
        }
    }
}
