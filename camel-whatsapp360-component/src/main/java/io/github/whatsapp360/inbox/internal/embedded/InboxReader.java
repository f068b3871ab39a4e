/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a separate connection, so that readers do not wait for commits.
 *
 * <p>Thread-safe; one read at a time.
 */
final class InboxReader implements AutoCloseable {

    private static final int MAXIMUM_ROWS_PER_READ = 1_000;
    private static final int MAXIMUM_READ_AHEAD_BYTES = 256 << 10;
    private static final String LETTER = "id, kind, key, length(body), attempts, stored_at, buried_at, problem";
    private static final byte[] NO_BODY = {};

    private final Connection connection;
    private @Nullable PreparedStatement events;

    InboxReader(Connection connection) {
        this.connection = connection;
    }

    /** Receives each waiting event at the start. */
    interface Recovery {
        void waiting(long id, InboxEvent withoutBody, Instant storedAt, @Nullable Instant due);
    }

    /** Reads all waiting events in order, without their bodies. */
    synchronized void recover(Recovery recovery) throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(
                "select id, conversation, kind, stored_at, due, subscription from event order by id")) {
            all.setFetchSize(MAXIMUM_ROWS_PER_READ);
            try (ResultSet row = all.executeQuery()) {
                while (row.next()) {
                    long due = row.getLong(5);
                    Instant dueOrNull = row.wasNull() ? null : Instant.ofEpochMilli(due);
                    recovery.waiting(
                            row.getLong(1),
                            new InboxEvent("", row.getString(2), text(row.getString(6)), row.getString(3), NO_BODY),
                            Instant.ofEpochMilli(row.getLong(4)),
                            dueOrNull);
                }
            }
        }
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    /** Returns the highest id that a dead letter has or had; 0 if there was none. */
    synchronized long lastDeadLetter() throws SQLException {
        try (PreparedStatement last = connection.prepareStatement(
                        "select max(coalesce((select max(seq) from sqlite_sequence where name = 'dead_letter'), 0),"
                                + " coalesce((select max(id) from dead_letter), 0))");
                ResultSet result = last.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    synchronized long countDeadLetters() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("select count(*) from dead_letter");
                ResultSet result = count.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /**
     * Reads waiting events in order: the one with that id, if there is one, and the following ones.
     *
     * @param limit maximum number of events; fewer are returned if a following one cannot be read, or after {@value
     *     #MAXIMUM_READ_AHEAD_BYTES} bytes
     * @throws SQLException if the first event cannot be read
     */
    synchronized List<EventRow> events(long first, int limit) throws SQLException {
        if (events == null) {
            events = connection.prepareStatement(
                    "select " + EventRow.COLUMNS + " from event where id >= ? order by id limit ?");
        }
        events.setLong(1, first);
        events.setInt(2, limit);
        List<EventRow> rows = new ArrayList<>();
        int bytes = 0;
        try (ResultSet row = events.executeQuery()) {
            while (bytes < MAXIMUM_READ_AHEAD_BYTES && row.next()) {
                rows.add(EventRow.of(row));
                bytes += rows.get(rows.size() - 1).event().body().length;
            }
        } catch (SQLException failure) {
            forgetEvents(failure);
            if (rows.isEmpty()) {
                throw failure;
            }
        }
        return rows;
    }

    /** Some drivers finalize a failed statement, so the next query prepares a new one. */
    private void forgetEvents(SQLException failure) {
        PreparedStatement failed = events;
        events = null;
        try {
            if (failed != null) {
                failed.close();
            }
        } catch (SQLException notClosed) {
            failure.addSuppressed(notClosed);
        }
    }

    /** Reads dead letters without their bodies; the size of a body is known without reading it. */
    synchronized List<DeadLetter> deadLetters(long after, int limit) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select " + LETTER + ", null from dead_letter where id > ? order by id limit ?")) {
            query.setLong(1, after);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    letters.add(letter(row));
                }
            }
        }
        return letters;
    }

    synchronized @Nullable DeadLetter deadLetter(long id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select " + LETTER + ", body from dead_letter where id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? letter(row) : null;
            }
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBytes(9),
                row.getInt(4),
                row.getInt(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8));
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
