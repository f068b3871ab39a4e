package io.github.whatsapp360.inbox.shared;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.shared.SharedDatabase.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database does what it is asked, by the last that was asked. One line in the log when that changes.
 *
 * <p>Thread-safe.
 */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** Where there is no room for events there may be room for a beat: only after so long is it tried again. */
    private static final Duration FULL_FOR = Duration.ofSeconds(5);

    private final SharedDatabase database;
    private final LongSupplier nanoTime;
    private volatile Status status = new Status(Condition.UP, null);
    private volatile long since;

    record Status(Condition condition, @Nullable String problem) {}

    Health(SharedDatabase database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    Status status() {
        return status;
    }

    /** It did not do what it was asked; returns what to tell whoever asked. */
    InboxException failed(SQLException failure) {
        Trouble trouble = database.troubleOf(failure);
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        String problem =
                (trouble == Trouble.FULL ? "No room is left in " : "The inbox cannot use ") + database + ": " + why;
        if (trouble == Trouble.FULL || trouble == Trouble.DOWN) {
            Condition condition = trouble == Trouble.FULL ? Condition.FULL : Condition.DOWN;
            if (status.condition() != condition) {
                LOG.error("{} Deliveries are refused until it can.", problem);
            }
            since = nanoTime.getAsLong();
            status = new Status(condition, problem);
        }
        return new InboxException(problem, failure);
    }

    /** It took a delivery. */
    void stored() {
        if (status.condition() != Condition.UP) {
            LOG.info("The inbox in {} takes events again.", database);
            status = new Status(Condition.UP, null);
        }
    }

    /** It took a beat of this node. */
    void beaten() {
        if (status.condition() == Condition.DOWN || nanoTime.getAsLong() - since > FULL_FOR.toNanos()) {
            stored();
        }
    }
}
