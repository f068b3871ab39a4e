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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Windows in the table {@code whatsapp360_service_window}, which several nodes share. Rows are read once, many at a
 * time. Changes are buffered until {@link #flush}, which writes all of them, or none if another node has changed one of
 * the rows meanwhile.
 *
 * <p>No lock is held in between, so that a hanging node does not block others. The write is one transaction at <em>read
 * committed</em>, whatever the default of the connection is: the check for changes needs this level. The columns are
 * those of {@link SqliteWindowTable}.
 *
 * <p>Confined to the thread that uses its connection.
 */
public final class PostgresWindowTable implements WindowTable<SQLException> {

    private static final String COLUMNS = "wrote, templated, seen_open, seen_closed, same_as, until, since";

    private static final String READ = "select id, version, " + COLUMNS
            + " from whatsapp360_service_window where account = ? and id = any (?::text[])";

    /**
     * One message and one transaction: the first statement locks the rows, so that they cannot change during the
     * second.
     */
    private static final String WRITE = """
            begin isolation level read committed;

            select 1 from whatsapp360_service_window where account = ? and id = any (?::text[]) order by id for update;

            with x as materialized (
              select ?::text as account, * from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[],
                  ?::text[], ?::bigint[], ?::bigint[])
                as x (id, version, wrote, templated, seen_open, seen_closed, same_as, until, since)
            ), l as materialized (
              select w.id, w.version from whatsapp360_service_window w join x on w.account = x.account and w.id = x.id
            ), unchanged as materialized (
              select not exists (select 1 from x left join l on l.id = x.id where x.version <> coalesce(l.version,
                0)) as yes
            ), u as (
              update whatsapp360_service_window w set wrote = x.wrote, templated = x.templated, seen_open = x.seen_open,
                seen_closed = x.seen_closed, same_as = x.same_as, until = x.until, since = x.since, version =
                  x.version + 1
              from x, unchanged where unchanged.yes and x.version > 0 and w.account = x.account and w.id = x.id and
                w.version = x.version
              returning 1
            ), i as (
              insert into whatsapp360_service_window
                (account, id, version, wrote, templated, seen_open, seen_closed, same_as, until, since)
              select account, id, 1, wrote, templated, seen_open, seen_closed, same_as, until, since
              from x, unchanged where unchanged.yes and x.version = 0 order by id
              returning 1
            ), done as (
              select (select count(*) from u) + (select count(*) from i) as rows, (select count(*) from x) as wanted,
                yes from unchanged
            )
            select case when yes then 1 / (rows / wanted)::int else 0 end from done;

            commit""";

    /** Locks in the order of {@link #WRITE}, and skips rows that another node is writing, so it never waits. */
    private static final String FORGET = """
            with n as materialized (
              select id from whatsapp360_service_window where account = ? and id > ? order by id limit ?
            ), old as materialized (
              select id, version from whatsapp360_service_window w where account = ? and id in (select id from n)
                and greatest(wrote, templated, seen_open, seen_closed, coalesce(since, 0)) < ?
              order by id for update skip locked
            ), d as (
              delete from whatsapp360_service_window w using old
              where w.account = ? and w.id = old.id and w.version = old.version
            )
            select id from n order by id desc limit 1""";

    private static final String UNIQUE_VIOLATION = "23505";

    /** A division by zero rolls back the statement if it wrote only some of the rows. */
    private static final String PARTLY_WRITTEN = "22012";

    /** The class of serialization failures and deadlocks. */
    private static final String CONFLICTS = "40";

    private final Connection connection;
    private final String account;
    private final Map<String, Read> read = new HashMap<>();
    private final Map<String, Row> changed = new LinkedHashMap<>();

    /** A row as read; version 0 and null if there was none. */
    private record Read(long version, @Nullable Row row) {}

    /** A row to be written. */
    private record Write(String id, long version, Row row) {}

    /** Uses a connection in autocommit mode; the caller closes it. */
    public PostgresWindowTable(Connection connection, String account) {
        this.connection = connection;
        this.account = account;
    }

    /** Reads rows in advance with one query. */
    public void read(Collection<String> keys) throws SQLException {
        List<String> ids = keys.stream().distinct().toList();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, account);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", ids.stream().map(PostgresWindowTable::text).toArray()));
            ids.forEach(id -> read.put(text(id), new Read(0, null)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    read.put(row.getString(1), new Read(row.getLong(2), row(row)));
                }
            }
        }
    }

    /** Replaces the character 0, which PostgreSQL does not support in text. */
    private static String text(String id) {
        return id.replace('\0', '\u2400');
    }

    private static Row row(ResultSet row) throws SQLException {
        WindowFacts facts = new WindowFacts(instant(row, 3), instant(row, 4), instant(row, 5), instant(row, 6));
        String sameAs = row.getString(7);
        if (sameAs == null) {
            return new Row(facts, null);
        }
        Instant until = instant(row, 8);
        return new Row(facts, new Link(sameAs, row.wasNull() ? Instant.MAX : until, instant(row, 9)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochSecond(row.getLong(column));
    }

    @Override
    public @Nullable Row get(String key) throws SQLException {
        Row mine = changed.get(text(key));
        if (mine != null) {
            return mine;
        }
        Read found = read.get(text(key));
        if (found == null) {
            read(List.of(key));
            found = read.get(text(key));
        }
        return found == null ? null : found.row();
    }

    @Override
    public void put(String key, Row row) throws SQLException {
        // Reads the row first to learn its version.
        Row unused = get(key);
        changed.put(text(key), row);
    }

    /**
     * Writes the buffered changes.
     *
     * @return false if nothing was written because another node changed a row: start again with a new table
     */
    public boolean flush() throws SQLException {
        if (changed.isEmpty()) {
            return true;
        }
        List<Write> writes = new ArrayList<>();
        changed.forEach((id, row) -> {
            Read before = read.get(id);
            writes.add(new Write(id, before == null ? 0 : before.version(), row));
        });
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            bind(statement, writes);
            boolean unused = statement.execute();
            unused = statement.getMoreResults();
            unused = statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                return row.next() && row.getInt(1) == 1;
            }
        } catch (SQLException failure) {
            rollBack(failure);
            if (isConflict(String.valueOf(failure.getSQLState()))) {
                return false;
            }
            throw failure;
        }
    }

    private static boolean isConflict(String state) {
        return state.equals(UNIQUE_VIOLATION) || state.equals(PARTLY_WRITTEN) || state.startsWith(CONFLICTS);
    }

    private void rollBack(SQLException failure) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }

    private void bind(PreparedStatement statement, List<Write> writes) throws SQLException {
        statement.setString(1, account);
        statement.setArray(2, column("text", writes, Write::id));
        statement.setString(3, account);
        statement.setArray(4, column("text", writes, Write::id));
        statement.setArray(5, column("bigint", writes, Write::version));
        statement.setArray(
                6, column("bigint", writes, each -> seconds(each.row().facts().wrote())));
        statement.setArray(
                7, column("bigint", writes, each -> seconds(each.row().facts().templated())));
        statement.setArray(
                8, column("bigint", writes, each -> seconds(each.row().facts().seenOpen())));
        statement.setArray(
                9, column("bigint", writes, each -> seconds(each.row().facts().seenClosed())));
        statement.setArray(10, column("text", writes, link(found -> text(found.key()))));
        statement.setArray(11, column("bigint", writes, link(found -> seconds(found.until()))));
        statement.setArray(12, column("bigint", writes, link(found -> seconds(found.since()))));
    }

    private static Function<Write, @Nullable Object> link(Function<Link, @Nullable Object> value) {
        return write -> {
            Link link = write.row().link();
            return link == null ? null : value.apply(link);
        };
    }

    private static @Nullable Object seconds(Instant instant) {
        return instant.equals(Instant.MAX) ? null : instant.getEpochSecond();
    }

    private java.sql.Array column(String type, List<Write> writes, Function<Write, @Nullable Object> value)
            throws SQLException {
        Object[] values = new Object[writes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(writes.get(i));
        }
        return connection.createArrayOf(type, values);
    }

    /**
     * Deletes rows older than {@link SqliteWindowTable#RETENTION} among the next few in the order of their ids.
     *
     * @param after where the previous sweep ended; empty to begin
     * @param visits number of rows to visit
     * @return where this sweep ended; empty at the end of the table
     */
    public String sweep(String after, int visits, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, account);
            statement.setString(2, after);
            statement.setInt(3, visits);
            statement.setString(4, account);
            statement.setLong(5, now.minus(SqliteWindowTable.RETENTION).getEpochSecond());
            statement.setString(6, account);
            try (ResultSet end = statement.executeQuery()) {
                String last = end.next() ? end.getString(1) : null;
                return last == null ? "" : last;
            }
        }
    }
}
