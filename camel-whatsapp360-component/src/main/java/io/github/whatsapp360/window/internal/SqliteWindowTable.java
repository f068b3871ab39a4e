/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows in the table {@code service_window} of an SQLite database. Does not commit.
 *
 * <pre>
 *  service_window
 *    id           a phone number, a user id, or group: and a group id
 *    wrote        when the user last wrote or called        each in seconds since 1970; 0 for never
 *    templated    when a template was last delivered to the user
 *    seen_open    when the API last reported an open window
 *    seen_closed  when the API last refused a message because the window was closed
 *    same_as      another number or id of the same user, whose row contains the facts; null if none is known
 *    until        latest instant for which same_as holds; null for no limit
 *    since        when same_as was learned
 * </pre>
 *
 * <p>Confined to the thread that uses its connection.
 */
public final class SqliteWindowTable implements WindowTable<SQLException>, AutoCloseable {

    /** How long a row is kept after its last change. */
    public static final Duration RETENTION = Duration.ofDays(90);

    private final Connection connection;
    private @Nullable PreparedStatement get;
    private @Nullable PreparedStatement put;

    /** Uses a connection; the caller closes it. */
    public SqliteWindowTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table if it is missing. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists service_window (id text primary key,"
                    + " wrote bigint not null, templated bigint not null, seen_open bigint not null,"
                    + " seen_closed bigint not null, same_as text, until bigint, since bigint) without rowid");
        }
    }

    /**
     * Returns the id of a row that was recovered from a damaged file.
     *
     * @return null if the columns do not fit this table
     */
    public static @Nullable String idOf(List<@Nullable Object> columns) {
        boolean fits = columns.size() == 8
                && columns.subList(1, 5).stream().allMatch(Long.class::isInstance)
                && (columns.get(5) == null || (columns.get(5) instanceof String && columns.get(7) instanceof Long));
        return fits && columns.get(0) instanceof String id ? id : null;
    }

    /** Returns the content of a row that was recovered from a damaged file. */
    public static Row rowOf(List<@Nullable Object> columns) {
        WindowFacts facts = new WindowFacts(
                instant(columns.get(1)), instant(columns.get(2)), instant(columns.get(3)), instant(columns.get(4)));
        return columns.get(5) instanceof String sameAs
                ? new Row(facts, new Link(sameAs, instant(columns.get(6)), instant(columns.get(7))))
                : new Row(facts, null);
    }

    private static Instant instant(@Nullable Object seconds) {
        return seconds instanceof Long number ? Instant.ofEpochSecond(number) : Instant.MAX;
    }

    @Override
    public @Nullable Row get(String key) throws SQLException {
        if (get == null) {
            get = connection.prepareStatement("select wrote, templated, seen_open, seen_closed, same_as, until, since"
                    + " from service_window where id = ?");
        }
        get.setString(1, key);
        try (ResultSet row = get.executeQuery()) {
            return row.next() ? read(row) : null;
        }
    }

    private static Row read(ResultSet row) throws SQLException {
        WindowFacts facts = new WindowFacts(instant(row, 1), instant(row, 2), instant(row, 3), instant(row, 4));
        String sameAs = row.getString(5);
        if (sameAs == null) {
            return new Row(facts, null);
        }
        Instant until = instant(row, 6);
        return new Row(facts, new Link(sameAs, row.wasNull() ? Instant.MAX : until, instant(row, 7)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochSecond(row.getLong(column));
    }

    @Override
    public void put(String key, Row row) throws SQLException {
        if (put == null) {
            put = connection.prepareStatement("insert into service_window"
                    + " (id, wrote, templated, seen_open, seen_closed, same_as, until, since)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set wrote = excluded.wrote,"
                    + " templated = excluded.templated, seen_open = excluded.seen_open,"
                    + " seen_closed = excluded.seen_closed, same_as = excluded.same_as,"
                    + " until = excluded.until, since = excluded.since");
        }
        WindowFacts facts = row.facts();
        Link link = row.link();
        put.setString(1, key);
        put.setLong(2, facts.wrote().getEpochSecond());
        put.setLong(3, facts.templated().getEpochSecond());
        put.setLong(4, facts.seenOpen().getEpochSecond());
        put.setLong(5, facts.seenClosed().getEpochSecond());
        put.setString(6, link == null ? null : link.key());
        put.setObject(
                7,
                link == null || link.until().equals(Instant.MAX)
                        ? null
                        : link.until().getEpochSecond());
        put.setObject(8, link == null ? null : link.since().getEpochSecond());
        put.executeUpdate();
    }

    /**
     * Deletes rows older than {@link #RETENTION} among the next few in the order of their ids.
     *
     * @param after where the previous sweep ended; empty to begin
     * @param visits number of rows to visit
     * @return where this sweep ended; empty at the end of the table
     */
    public String sweep(String after, int visits, Instant now) throws SQLException {
        String end = "";
        try (PreparedStatement next = connection.prepareStatement(
                "select id from service_window where id > ? order by id limit 1 offset " + (visits - 1))) {
            next.setString(1, after);
            try (ResultSet row = next.executeQuery()) {
                if (row.next()) {
                    end = row.getString(1);
                }
            }
        }
        long last = now.minus(RETENTION).getEpochSecond();
        try (PreparedStatement forget = connection.prepareStatement("delete from service_window where id > ?"
                + (end.isEmpty() ? "" : " and id <= ?")
                + " and wrote < " + last + " and templated < " + last + " and seen_open < " + last
                + " and seen_closed < " + last + " and coalesce(since, 0) < " + last)) {
            forget.setString(1, after);
            if (!end.isEmpty()) {
                forget.setString(2, end);
            }
            forget.executeUpdate();
        }
        return end;
    }

    /** Deletes rows. */
    public static void delete(Connection connection, List<String> keys) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from service_window where id = ?")) {
            for (String key : keys) {
                delete.setString(1, key);
                delete.executeUpdate();
            }
        }
    }

    /** Closes the statements, but not the connection. */
    @Override
    public void close() throws SQLException {
        if (get != null) {
            get.close();
        }
        if (put != null) {
            put.close();
        }
    }
}
