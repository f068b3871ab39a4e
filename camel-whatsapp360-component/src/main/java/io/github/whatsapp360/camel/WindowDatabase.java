package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.jdbc.CompanionTable;
import io.github.whatsapp360.inbox.jdbc.JdbcInbox;
import io.github.whatsapp360.inbox.jdbc.SqliteDatabase;
import io.github.whatsapp360.window.Evidence;
import io.github.whatsapp360.window.Ledger;
import io.github.whatsapp360.window.Movement;
import io.github.whatsapp360.window.Party;
import io.github.whatsapp360.window.SqlWindows;
import io.github.whatsapp360.window.WindowTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of an account in the database of its embedded inbox. Reads only what it is asked for.
 *
 * <p>Thread-safe: what is written, is written by the inbox, on its thread; what is read, is read on a connection of its own, one
 * question at a time.
 */
final class WindowDatabase implements CompanionTable {

    private static final Logger LOG = LoggerFactory.getLogger(WindowDatabase.class);

    /** Rows looked at for each movement that comes in: enough that forgetting keeps pace with remembering. */
    private static final int SWEPT_PER_MOVEMENT = 4;

    /** A sweep prepares its statements: one in 64 movements costs each next to nothing. */
    private static final int VISITS_WORTH_A_SWEEP = 256;

    private final SqliteDatabase database;
    private final Clock clock;
    private @Nullable Connection connection;
    private @Nullable Ledger<SQLException> reading;
    private boolean failed;

    /** Confined, like all that follows, to the inbox's thread: a delivery must not prepare statements while all others wait. */
    private @Nullable SqlWindows writing;

    private String sweptUpTo = "";
    private int owedVisits;

    WindowDatabase(SqliteDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of several versions of a row the one holds that knows most recently. */
    @Override
    public synchronized void saved(Connection writer, List<@Nullable Object> row) throws SQLException {
        String id = SqlWindows.idOf(row);
        if (id == null) {
            return;
        }
        SqlWindows.create(writer);
        try (SqlWindows windows = new SqlWindows(writer)) {
            WindowTable.Row found = SqlWindows.rowOf(row);
            WindowTable.Row known = windows.get(id);
            if (known == null || known.latest().isBefore(found.latest())) {
                windows.put(id, found);
            }
        }
    }

    @Override
    public synchronized void create(Connection writer) throws SQLException {
        SqlWindows.create(writer);
        writing = null;
        connection = database.connect();
        reading = null;
    }

    /** The windows together with the inbox that writes them. */
    KeptWindows beside(JdbcInbox inbox) {
        return new Beside(this, inbox);
    }

    private record Beside(WindowDatabase windows, JdbcInbox inbox) implements KeptWindows {

        @Override
        public CompletableFuture<?> store(List<InboxEvent> wanted, List<Movement> movements) {
            return inbox.store(wanted, windows.entry(movements));
        }

        @Override
        public Evidence look(Party party, Instant now) {
            return windows.look(party, now);
        }
    }

    /** What the inbox is to write together with the events of a delivery. */
    private Entry entry(List<Movement> movements) {
        return writer -> {
            try {
                write(writer, movements);
            } catch (SQLException failure) {
                // Some drivers finalize a statement that failed: the next entry prepares its own.
                forgetWriting();
                throw failure;
            }
        };
    }

    private void write(Connection writer, List<Movement> movements) throws SQLException {
        SqlWindows windows = writing;
        if (windows == null) {
            windows = new SqlWindows(writer);
            writing = windows;
        }
        Ledger<SQLException> ledger = new Ledger<>(windows);
        for (Movement movement : movements) {
            ledger.enter(movement);
        }
        owedVisits += SWEPT_PER_MOVEMENT * movements.size();
        if (owedVisits >= VISITS_WORTH_A_SWEEP) {
            sweptUpTo = windows.sweep(sweptUpTo, owedVisits, clock.instant());
            owedVisits = 0;
        }
    }

    private void forgetWriting() {
        SqlWindows windows = writing;
        writing = null;
        if (windows != null) {
            try {
                windows.close();
            } catch (SQLException unimportant) {
                LOG.debug("A statement was not closed properly", unimportant);
            }
        }
    }

    private synchronized Evidence look(Party party, Instant now) {
        try {
            Ledger<SQLException> ledger = reading();
            Evidence found = ledger == null ? Evidence.NONE : ledger.look(party, now);
            failed = false;
            return found;
        } catch (SQLException unreadable) {
            unreadable(unreadable);
            return Evidence.NONE;
        }
    }

    private @Nullable Ledger<SQLException> reading() {
        if (reading == null && connection != null) {
            reading = new Ledger<>(new SqlWindows(connection));
        }
        return reading;
    }

    private void unreadable(SQLException why) {
        // Some drivers finalize a statement that failed: the next question prepares its own.
        reading = null;
        if (!failed) {
            LOG.warn("Windows in {} cannot be read and count as unknown: {}", database, why.getMessage());
        }
        failed = true;
    }

    @Override
    public synchronized void close() {
        reading = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException unimportant) {
                LOG.debug("A connection was not closed properly", unimportant);
            }
            connection = null;
        }
    }
}
