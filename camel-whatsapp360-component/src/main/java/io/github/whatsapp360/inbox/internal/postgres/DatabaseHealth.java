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
 * Whether the inbox does what it is asked, by the last that was asked. One line in the log when that changes.
 *
 * <p>Thread-safe.
 */
final class DatabaseHealth {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

    /**
     * Where there is no room for events there may be room for a heartbeat, and where one thread failed the others may
     * do well: only after so long without another failure the inbox counts as up again.
     */
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(5);

    private final SharedDatabase database;
    private final LongSupplier nanoTime;
    private final LongSupplier deadLetters;
    private volatile Status status = new Status(Condition.UP, null);
    private volatile Cause cause = Cause.NONE;
    private volatile long since;

    record Status(Condition condition, @Nullable String problem) {}

    /** Why it is not up: this decides what makes it so again. */
    private enum Cause {
        NONE,
        /** The database does not answer as it should. */
        DATABASE,
        /** The database has no room. */
        ROOM,
        /** A thread of the inbox failed, and goes on. */
        FAULT,
        /** A thread of the inbox has ended: only opening the inbox anew helps. */
        ENDED
    }

    /** @param deadLetters how many there are, as far as this node knows */
    DatabaseHealth(SharedDatabase database, LongSupplier nanoTime, LongSupplier deadLetters) {
        this.deadLetters = deadLetters;
        this.database = database;
        this.nanoTime = nanoTime;
    }

    Status status() {
        return status;
    }

    /** It did not do what it was asked; returns what to tell whoever asked. */
    synchronized InboxException failed(SQLException failure) {
        ErrorKind kind = database.classify(failure);
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (kind == ErrorKind.FULL) {
            return full(why, failure);
        }
        String problem = "The inbox cannot use " + database + ": " + why;
        if (kind == ErrorKind.DOWN) {
            if (status.condition() != Condition.DOWN) {
                LOG.error("{} Deliveries are refused until it can.", problem);
            }
            change(Cause.DATABASE, new Status(Condition.DOWN, problem));
        }
        return new InboxException(problem, failure);
    }

    /** Dead letters stay until somebody does something about them: they are what fills a database in the end. */
    private InboxException full(String why, SQLException failure) {
        String problem = "No room is left in " + database + ": " + why;
        long kept = deadLetters.getAsLong();
        if (kept > 0) {
            problem += ". It holds " + kept + " dead letters: replay or purge them";
        }
        if (status.condition() != Condition.FULL) {
            LOG.error("{}. Deliveries are refused until there is room. Free space for the database.", problem);
        }
        change(Cause.ROOM, new Status(Condition.FULL, problem));
        return new InboxException(problem, failure);
    }

    /** A thread of the inbox failed for a reason that is not the database's; it goes on with the next piece of work. */
    synchronized void crashed(Throwable failure) {
        if (cause != Cause.FAULT && cause != Cause.ENDED) {
            LOG.error("A thread of the inbox in {} failed; it goes on with what comes next.", database, failure);
        }
        change(Cause.FAULT, new Status(Condition.DOWN, "A thread of the inbox in " + database + " failed: " + failure));
    }

    /** A thread of the inbox has ended although the inbox is open. */
    synchronized void ended(String why) {
        LOG.error(
                "A thread of the inbox in {} has ended ({}); the inbox is down until it is opened anew.",
                database,
                why);
        change(Cause.ENDED, new Status(Condition.DOWN, "A thread of the inbox in " + database + " has ended: " + why));
    }

    private void change(Cause newCause, Status newStatus) {
        since = nanoTime.getAsLong();
        if (cause != Cause.ENDED) {
            cause = newCause;
            status = newStatus;
        }
    }

    /** It took a delivery. */
    void stored() {
        if (cause == Cause.DATABASE || cause == Cause.ROOM || (cause == Cause.FAULT && isQuiet())) {
            clear();
        }
    }

    /** It took a heartbeat of this node. */
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
            LOG.info("The inbox in {} takes events again.", database);
            cause = Cause.NONE;
            status = new Status(Condition.UP, null);
        }
    }
}
