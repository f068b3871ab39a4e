/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ErrorKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of the inbox, by the results of its last operations. Each change is one log line.
 *
 * <p>Thread-safe.
 */
final class DatabaseHealth {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

    /**
     * A successful heartbeat does not prove that there is space for events, nor that a failed thread works again: the
     * inbox is up only after this long without another failure.
     */
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(5);

    private final SharedDatabase database;
    private final LongSupplier nanoTime;
    private final LongSupplier deadLetters;
    private volatile Status status = new Status(Condition.UP, null);
    private volatile Cause cause = Cause.NONE;
    private volatile long since;

    record Status(Condition condition, @Nullable String problem) {}

    /** Why the inbox is not up; decides how it recovers. */
    private enum Cause {
        NONE,
        /** The database is not reachable or reports errors. */
        DATABASE,
        /** The database has no space. */
        ROOM,
        /** A thread of the inbox failed and continues. */
        FAULT,
        /** A thread of the inbox has ended; the inbox must be reopened. */
        ENDED
    }

    /**
     * Creates a health that is up.
     * @param deadLetters number of dead letters, as known to this node
     */
    DatabaseHealth(SharedDatabase database, LongSupplier nanoTime, LongSupplier deadLetters) {
        this.deadLetters = deadLetters;
        this.database = database;
        this.nanoTime = nanoTime;
    }

    Status status() {
        return status;
    }

    /** Records a failed operation. Returns the exception for the caller. */
    synchronized InboxException failed(SQLException failure) {
        ErrorKind kind = database.classify(failure);
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (kind == ErrorKind.FULL) {
            return full(why, failure);
        }
        String problem = "The inbox cannot use " + database + ": " + why;
        if (kind == ErrorKind.DOWN) {
            if (status.condition() != Condition.DOWN) {
                LOG.error("{}; deliveries are refused until it can", problem);
            }
            change(Cause.DATABASE, new Status(Condition.DOWN, problem));
        }
        return new InboxException(problem, failure);
    }

    /** Adds the number of dead letters to the reason: they stay until an operator acts and may fill the database. */
    private InboxException full(String why, SQLException failure) {
        String problem = "No space left in " + database + ": " + why;
        long kept = deadLetters.getAsLong();
        if (kept > 0) {
            problem += ". It contains " + kept + " dead letters: replay or purge them";
        }
        if (status.condition() != Condition.FULL) {
            LOG.error("{}; deliveries are refused until there is space. Free space for the database", problem);
        }
        change(Cause.ROOM, new Status(Condition.FULL, problem));
        return new InboxException(problem, failure);
    }

    /**
     * Records that a thread of the inbox failed for a reason other than the database; it continues with its next task.
     */
    synchronized void crashed(Throwable failure) {
        if (cause != Cause.FAULT && cause != Cause.ENDED) {
            LOG.error("Inbox {}: a thread failed and continues with its next task", database, failure);
        }
        change(Cause.FAULT, new Status(Condition.DOWN, "A thread of inbox " + database + " failed: " + failure));
    }

    /** Records that a thread of the inbox has ended although the inbox is open. */
    synchronized void ended(String why) {
        LOG.error("Inbox {} is down: a thread has ended ({}); restart required", database, why);
        change(Cause.ENDED, new Status(Condition.DOWN, "A thread of inbox " + database + " has ended: " + why));
    }

    private void change(Cause newCause, Status newStatus) {
        since = nanoTime.getAsLong();
        if (cause != Cause.ENDED) {
            cause = newCause;
            status = newStatus;
        }
    }

    /** Records a stored delivery. */
    void stored() {
        if (cause == Cause.DATABASE || cause == Cause.ROOM || (cause == Cause.FAULT && isQuiet())) {
            clear();
        }
    }

    /** Records a successful heartbeat. */
    void heartbeatSucceeded() {
        if (cause == Cause.DATABASE || ((cause == Cause.ROOM || cause == Cause.FAULT) && isQuiet())) {
            clear();
        }
    }

    private boolean isQuiet() {
        return nanoTime.getAsLong() - since > QUIET_PERIOD.toNanos();
    }

    private synchronized void clear() {
        if (cause != Cause.NONE && cause != Cause.ENDED) {
            LOG.info("Inbox {} accepts deliveries again", database);
            cause = Cause.NONE;
            status = new Status(Condition.UP, null);
        }
    }
}
