/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import java.nio.charset.StandardCharsets;
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
 * The statements on the tables of an inbox. The package description defines the tables.
 *
 * <p>Confined to the thread that uses the connection.
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

    /**
     * Rolls back a failed transaction. Some drivers finalize a failed statement, so all statements are prepared again.
     */
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

    /** Adds a key unless it was stored after {@code validSince}. Returns whether it was added. */
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
     * Deletes expired keys among the next few in the order of their hashes, cyclically. Visits are accumulated up to
     * {@link #SWEEP_THRESHOLD} before anything is done.
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
     * Adds an event with a new id.
     *
     * @throws SQLException if the id is in use: another program writes to this database
     */
    void addNewEvent(long id, InboxEvent event, long storedAt) throws SQLException {
        if (!addEvent(id, event, storedAt)) {
            throw new SQLException("Event " + id + " exists already: another program writes to this database.");
        }
    }

    /** Adds an event unless its id is in use. Returns whether it was added. */
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

    /** Moves an event to the dead letters, with the same id. A {@code kind} of null keeps the kind. */
    void buryEvent(long id, @Nullable String kind, int attempts, long now, String problem) throws SQLException {
        update(
                "insert into dead_letter"
                        + " (id, key, conversation, kind, stored_at, attempts, buried_at, problem, checksum, body,"
                        + " subscription)"
                        + " select id, key, conversation, coalesce(?, kind), stored_at, ?, ?, ?, checksum, body,"
                        + " subscription"
                        + " from event where id = ?",
                kind,
                attempts,
                now,
                problem,
                id);
        deleteEvent(id);
    }

    /**
     * Adds a dead letter.
     * @param id null for the next free id of the table
     */
    void addDeadLetter(@Nullable Long id, InboxEvent event, long storedAt, int attempts, long now, String problem)
            throws SQLException {
        update(
                "insert into dead_letter"
                        + " (id, key, conversation, kind, stored_at, attempts, buried_at, problem, checksum, body,"
                        + " subscription)"
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
     * Returns the ids of dead letters that can be replayed, ascending, greater than {@code after} and up to {@code
     * last}.
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

    /** Returns the event of a dead letter; null if there is none, or it cannot be replayed. */
    @Nullable
    InboxEvent buriedEvent(long id) throws SQLException {
        try (ResultSet row = query(
                "select key, conversation, subscription, kind, body from dead_letter where id = ? and kind <> ?",
                id,
                DeadLetter.UNREADABLE)) {
            return row.next() ? EventRow.event(row, 1, 2, 3, 4, 5) : null;
        }
    }

    /**
     * Assigns new ids to the dead letters that no event has, because an event keeps its id when it becomes a dead
     * letter.
     */
    void renumberDeadLetters() throws SQLException {
        update("update dead_letter set id = id + (select max(coalesce((select max(id) from event), 0),"
                + " coalesce((select max(id) from dead_letter), 0)))");
    }

    /** Returns the ids of events whose body contains a text. Reads all events. */
    List<Long> eventsWith(String text) throws SQLException {
        return idsWith("select id from event where instr(body, ?) > 0", text);
    }

    /** As {@link #eventsWith}, of dead letters. */
    List<Long> deadLettersWith(String text) throws SQLException {
        return idsWith("select id from dead_letter where instr(body, ?) > 0", text);
    }

    private List<Long> idsWith(String sql, String text) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (ResultSet row = query(sql, (Object) text.getBytes(StandardCharsets.UTF_8))) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }

    boolean deleteDeadLetter(long id) throws SQLException {
        return update("delete from dead_letter where id = ?", id) > 0;
    }

    int deleteDeadLetters(int limit) throws SQLException {
        return update("delete from dead_letter where id in (select id from dead_letter order by id limit ?)", limit);
    }

    /** Returns the highest id of a dead letter; 0 if there is none. */
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
