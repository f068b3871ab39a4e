/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements of {@link PostgresSql}: each is one message and one transaction at <em>read committed</em>, on a
 * borrowed connection.
 *
 * <p>Thread-safe.
 */
final class PostgresStatements {

    /** Separates two statements of one transaction. */
    private static final String LOCKED_FIRST = ";";

    private final Connections connections;
    private final Supplier<String> clock;

    /**
     * Creates an instance.
     * @param clock an SQL expression for the current time in milliseconds
     */
    PostgresStatements(Connections connections, Supplier<String> clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Work that uses a statement. */
    @FunctionalInterface
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Binds the arguments, a {@link Column} as an array, and executes. */
    private <T> T execute(String sql, Work<T> work, @Nullable Object... arguments) throws SQLException {
        return connections.use(connection -> {
            String framed = Connections.atReadCommitted(sql.replace("{now}", clock.get()));
            try (PreparedStatement statement = connection.prepareStatement(framed)) {
                for (int i = 0; i < arguments.length; i++) {
                    Object argument = arguments[i];
                    statement.setObject(i + 1, argument instanceof Column<?> column ? column.in(connection) : argument);
                }
                return work.with(statement);
            }
        });
    }

    /** Maps a row. */
    @FunctionalInterface
    interface Mapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** The results of the statements of one message. */
    static final class Results {

        private final PreparedStatement statement;

        private Results(PreparedStatement statement) {
            this.statement = statement;
        }

        /** Goes on to the result of the next statement. */
        void next() throws SQLException {
            boolean unused = statement.getMoreResults();
        }

        /** Returns the rows of the current statement. */
        <T> List<T> rows(Mapping<T> mapping) throws SQLException {
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    found.add(mapping.map(row));
                }
            }
            return found;
        }
    }

    /** Reads the results of a message; the current one is that of the first statement. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Results results) throws SQLException;
    }

    /** Sends several statements as one message and one transaction, and reads their results. */
    <T> T executeAll(List<String> sql, Reading<T> reading, List<@Nullable Object> arguments) throws SQLException {
        return execute(
                String.join("; ", sql),
                statement -> {
                    Results results = new Results(statement);
                    boolean unused = statement.execute();
                    results.next();
                    return reading.read(results);
                },
                arguments.toArray());
    }

    /** Returns the rows of the last statement. */
    <T> List<T> query(String sql, Mapping<T> mapping, @Nullable Object... arguments) throws SQLException {
        return execute(
                sql,
                statement -> {
                    executeUpToLast(statement, sql);
                    return new Results(statement).rows(mapping);
                },
                arguments);
    }

    /** Returns the number of rows that the last statement changed. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        return execute(
                sql,
                statement -> {
                    executeUpToLast(statement, sql);
                    return statement.getUpdateCount();
                },
                arguments);
    }

    /** Skips the results of the framing and locking statements. */
    private static void executeUpToLast(PreparedStatement statement, String sql) throws SQLException {
        boolean unused = statement.execute();
        unused = statement.getMoreResults();
        if (sql.contains(LOCKED_FIRST)) {
            unused = statement.getMoreResults();
        }
    }

    /** An array argument: one value per row. */
    record Column<T>(String type, List<T> rows, Function<T, @Nullable Object> value) {
        Array in(Connection connection) throws SQLException {
            Object[] values = type.equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
            for (int i = 0; i < values.length; i++) {
                Object each = value.apply(rows.get(i));
                values[i] = each instanceof String text ? text(text) : each;
            }
            return connection.createArrayOf(type, values);
        }
    }

    /** Replaces the character 0, which PostgreSQL does not support in text; keys are compared by their hashes. */
    static String text(String text) {
        return text.replace('\0', '\u2400');
    }
}
