/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account has learned, in the database of its embedded inbox.
 *
 * <pre>
 *  account_fact
 *    name         which fact
 *    value        empty after it was cleared, so that recovery after damage finds no older version
 *    learned_at   milliseconds since 1970
 * </pre>
 *
 * <p>Called on the inbox's thread.
 */
final class AccountFacts {

    private AccountFacts() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists account_fact (name text primary key,"
                    + " value text not null, learned_at bigint not null) without rowid");
        }
    }

    /** Returns a fact; empty if there is none. */
    static String read(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select value from account_fact where name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /** Writes a fact, unless a later one is stored. */
    static void put(Connection connection, String name, String value, long learnedAt) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("insert into account_fact (name, value, learned_at)"
                + " values (?, ?, ?) on conflict (name) do update set value = excluded.value,"
                + " learned_at = excluded.learned_at where excluded.learned_at >= account_fact.learned_at")) {
            put.setString(1, name);
            put.setString(2, value);
            put.setLong(3, learnedAt);
            put.executeUpdate();
        }
    }

    /** Writes a row that was found in a damaged database, if it has that name. */
    static void recovered(Connection connection, String name, List<@Nullable Object> row) throws SQLException {
        if (row.size() == 3
                && name.equals(row.get(0))
                && row.get(1) instanceof String value
                && row.get(2) instanceof Long learnedAt) {
            create(connection);
            put(connection, name, value, learnedAt);
        }
    }
}
