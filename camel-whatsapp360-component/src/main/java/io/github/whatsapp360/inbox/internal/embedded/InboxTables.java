package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All statements on the tables of an inbox, the same for every database; the tables themselves are in the package's
 * description.
 *
 * <p>Confined to the thread that uses its connection.
 */
final class InboxTables implements AutoCloseable {

    private static final int SWEEP_THRESHOLD = 256;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private byte[] sweptUpTo = new byte[0];
    private int owedVisits;

    InboxTables(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        update("commit");
    }

    /** Undoes a transaction that failed. Some drivers finalize a statement that failed, so all are prepared anew. */
    void rollback() throws SQLException {
        forgetStatements();
        update("rollback");
    }

    private void forgetStatements() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    /** Takes a key in, if it is not known since {@code validSince}; tells whether it was taken in. */
    boolean addKey(byte[] hash, long now, long validSince) throws SQLException {
        return update(
                        "insert into seen (hash, stored_at) values (?, ?) on conflict (hash) do update"
                                + " set stored_at = excluded.stored_at where seen.stored_at <= ?",
                        hash,
                        now,
                        validSince)
                > 0;
    }

    /**
     * Forgets keys that are too old: looks at the next few in the order of their hashes, the last of which is followed by the
     * first. Does nothing until there are enough visits to make it worth while.
     */
    void sweepKeys(int visits, long validSince) throws SQLException {
        owedVisits += visits;
        if (owedVisits < SWEEP_THRESHOLD) {
            return;
        }
        int now = owedVisits;
        owedVisits = 0;
        byte[] from = sweptUpTo;
        sweptUpTo = new byte[0];
        try (ResultSet last =
                query("select hash from seen where hash > ? order by hash limit 1 offset ?", from, now - 1)) {
            if (last.next()) {
                sweptUpTo = last.getBytes(1);
            }
        }
        if (sweptUpTo.length == 0) {
            update("delete from seen where hash > ? and stored_at <= ?", from, validSince);
        } else {
            update("delete from seen where hash > ? and hash <= ? and stored_at <= ?", from, sweptUpTo, validSince);
        }
    }

    /**
     * Adds an event under a number that nobody has used.
     *
     * @throws SQLException if it is in use: somebody else writes into this database, and nothing here can be relied
     *     upon
     */
    void addNewEvent(long id, InboxEvent event, long storedAt) throws SQLException {
        if (!addEvent(id, event, storedAt)) {
            throw new SQLException("Event " + id + " is there already: another program writes into this database.");
        }
    }

    /** Adds an event unless there is one with its number; tells whether it was added. */
    boolean addEvent(long id, InboxEvent event, long storedAt) throws SQLException {
        return update(
                        "insert into event (" + EventRow.COLUMNS + ") values (?, ?, ?, ?, ?, ?, null, 0, ?, ?)"
                                + " on conflict (id) do nothing",
                        id,
                        event.key(),
                        event.conversation(),
                        event.kind(),
                        storedAt,
                        Checksum.of(event, storedAt),
                        event.subscription(),
                        event.body())
                > 0;
    }

    void deleteEvent(long id) throws SQLException {
        update("delete from event where id = ?", id);
    }

    void delayEvent(long id, int attempts, long due) throws SQLException {
        update("update event set attempts = ?, due = ? where id = ?", attempts, due, id);
    }

    /** Makes a dead letter of an event, under the event's number; {@code kind} null leaves it as it is. */
    void buryEvent(long id, @Nullable String kind, int attempts, long now, String problem) throws SQLException {
        update(
                "insert into dead_letter"
                        + " (id, key, conversation, kind, stored_at, attempts, buried_at, problem, checksum, body, subscription)"
                        + " select id, key, conversation, coalesce(?, kind), stored_at, ?, ?, ?, checksum, body, subscription"
                        + " from event where id = ?",
                kind,
                attempts,
                now,
                problem,
                id);
        deleteEvent(id);
    }

    /** @param id null for the next one that is free in this table */
    void addDeadLetter(@Nullable Long id, InboxEvent event, long storedAt, int attempts, long now, String problem)
            throws SQLException {
        update(
                "insert into dead_letter"
                        + " (id, key, conversation, kind, stored_at, attempts, buried_at, problem, checksum, body, subscription)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                event.key(),
                event.conversation(),
                event.kind(),
                storedAt,
                attempts,
                now,
                problem,
                Checksum.of(event, storedAt),
                event.body(),
                event.subscription());
    }

    /**
     * The numbers of dead letters that can be replayed, in ascending order, from behind {@code after} to {@code last}.
     */
    List<Long> replayable(long after, long last, int limit) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (ResultSet row = query(
                "select id from dead_letter where id > ? and id <= ? and kind <> ? order by id limit ?",
                after,
                last,
                DeadLetter.UNREADABLE,
                limit)) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }

    /** The event of a dead letter; null if there is none, or if it cannot be replayed. */
    @Nullable
    InboxEvent buriedEvent(long id) throws SQLException {
        try (ResultSet row = query(
                "select key, conversation, subscription, kind, body from dead_letter where id = ? and kind <> ?",
                id,
                DeadLetter.UNREADABLE)) {
            return row.next() ? EventRow.event(row, 1, 2, 3, 4, 5) : null;
        }
    }

    /** Gives dead letters numbers that no event has, because an event keeps its number when it becomes one. */
    void renumberDeadLetters() throws SQLException {
        update("update dead_letter set id = id + (select max(coalesce((select max(id) from event), 0),"
                + " coalesce((select max(id) from dead_letter), 0)))");
    }

    boolean deleteDeadLetter(long id) throws SQLException {
        return update("delete from dead_letter where id = ?", id) > 0;
    }

    int deleteDeadLetters(int limit) throws SQLException {
        return update("delete from dead_letter where id in (select id from dead_letter order by id limit ?)", limit);
    }

    /** The highest number of a dead letter; 0 if there is none. */
    long lastDeadLetter() throws SQLException {
        try (ResultSet last = query("select max(id) from dead_letter")) {
            return last.next() ? last.getLong(1) : 0;
        }
    }

    /** Runs a statement; a null argument is an SQL null. */
    private int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    private ResultSet query(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeQuery();
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        forgetStatements();
        connection.close();
    }
}
