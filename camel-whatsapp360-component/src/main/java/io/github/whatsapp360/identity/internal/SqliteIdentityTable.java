/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids and customers in the tables {@code customer_id} and {@code customer} of an SQLite database. Does not commit.
 *
 * <pre>
 *  customer_id
 *    id            p: and a number, u: and a user id, e: and an id among linked portfolios, n: and a user name
 *    customer      its present customer
 *    first_seen    when it was first seen, of a number without a user id      each in seconds since 1970; 0 for never
 *    last_seen     when it was last seen without a user id
 *    left_at       when its owner gave it up
 *    links         what is known about other ids, one in each line: = seen together, &gt; replaced by, &lt; replaces,
 *                  ~ resolved to, - resolved from; the time; the other id
 *  customer
 *    id            the customer id
 *    conversation  key of the conversation in which the customer's events run
 *    created       when the customer was first seen
 *    seen          the last sign of life; up to 7 days old
 *    ids           the present and former ids, one in each line
 *    former        conversations of merged customers, one in each line
 * </pre>
 *
 * <p>Confined to the thread that uses its connection.
 */
public final class SqliteIdentityTable implements IdentityTable<SQLException>, AutoCloseable {

    private final Connection connection;
    private @Nullable PreparedStatement getId;
    private @Nullable PreparedStatement getCustomer;

    /** Uses a connection; the caller closes it. */
    public SqliteIdentityTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the tables if they are missing. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists customer_id (id text primary key, customer text not null,"
                    + " first_seen bigint not null, last_seen bigint not null, left_at bigint not null,"
                    + " links text not null) without rowid");
            statement.execute("create table if not exists customer (id text primary key, conversation text not null,"
                    + " created bigint not null, seen bigint not null, ids text not null, former text not null)"
                    + " without rowid");
        }
    }

    /** Writes a row that was found in a damaged database, if it is one of these tables and no newer one is there. */
    public static void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {
        if (row.size() != 6
                || !(row.get(0) instanceof String id)
                || !(row.get(1) instanceof String second)
                || !(row.get(2) instanceof Long third)
                || !(row.get(3) instanceof Long fourth)
                || !(row.get(5) instanceof String last)) {
            return;
        }
        create(connection);
        try (SqliteIdentityTable table = new SqliteIdentityTable(connection)) {
            if (row.get(4) instanceof Long left) {
                IdRow found = new IdRow(id, second, third, fourth, left, IdRow.parseLinks(last));
                IdRow known = table.id(id);
                if (known == null || known.links().size() <= found.links().size()) {
                    table.put(found);
                }
            } else if (row.get(4) instanceof String ids) {
                CustomerRow known = table.customer(id);
                if (known == null || known.seen() <= fourth) {
                    table.put(new CustomerRow(
                            id,
                            second,
                            third,
                            fourth,
                            ids.lines().toList(),
                            last.lines().toList()));
                }
            }
        }
    }

    @Override
    public @Nullable IdRow id(String key) throws SQLException {
        if (getId == null) {
            getId = connection.prepareStatement(
                    "select customer, first_seen, last_seen, left_at, links from customer_id where id = ?");
        }
        getId.setString(1, key);
        try (ResultSet row = getId.executeQuery()) {
            return row.next()
                    ? new IdRow(
                            key,
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            IdRow.parseLinks(row.getString(5)))
                    : null;
        }
    }

    @Override
    public void put(IdRow row) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("insert into customer_id"
                + " (id, customer, first_seen, last_seen, left_at, links) values (?, ?, ?, ?, ?, ?)"
                + " on conflict (id) do update set customer = excluded.customer, first_seen = excluded.first_seen,"
                + " last_seen = excluded.last_seen, left_at = excluded.left_at, links = excluded.links")) {
            put.setString(1, row.key());
            put.setString(2, row.customer());
            put.setLong(3, row.first());
            put.setLong(4, row.last());
            put.setLong(5, row.left());
            put.setString(6, row.linksAsText());
            put.executeUpdate();
        }
    }

    @Override
    public @Nullable CustomerRow customer(String customerId) throws SQLException {
        if (getCustomer == null) {
            getCustomer = connection.prepareStatement(
                    "select conversation, created, seen, ids, former from customer where id = ?");
        }
        getCustomer.setString(1, customerId);
        try (ResultSet row = getCustomer.executeQuery()) {
            return row.next()
                    ? new CustomerRow(
                            customerId,
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getString(4).lines().toList(),
                            row.getString(5).lines().toList())
                    : null;
        }
    }

    @Override
    public void put(CustomerRow row) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("insert into customer"
                + " (id, conversation, created, seen, ids, former) values (?, ?, ?, ?, ?, ?)"
                + " on conflict (id) do update set conversation = excluded.conversation, created = excluded.created,"
                + " seen = excluded.seen, ids = excluded.ids, former = excluded.former")) {
            put.setString(1, row.id());
            put.setString(2, row.conversation());
            put.setLong(3, row.created());
            put.setLong(4, row.seen());
            put.setString(5, String.join("\n", row.ids()));
            put.setString(6, String.join("\n", row.former()));
            put.executeUpdate();
        }
    }

    @Override
    public void removeId(String key) throws SQLException {
        delete("delete from customer_id where id = ?", key);
    }

    @Override
    public void removeCustomer(String customerId) throws SQLException {
        delete("delete from customer where id = ?", customerId);
    }

    private void delete(String sql, String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }

    /**
     * Returns the customers without a sign of life since an instant, among the next few in the order of their ids.
     *
     * @param after where the previous sweep ended; empty to begin
     * @param visits number of customers to visit
     */
    public Sweep expired(String after, int visits, Instant since) throws SQLException {
        Sweep sweep = new Sweep();
        try (PreparedStatement next =
                connection.prepareStatement("select id, seen from customer where id > ? order by id limit ?")) {
            next.setString(1, after);
            next.setInt(2, visits);
            try (ResultSet row = next.executeQuery()) {
                while (row.next()) {
                    sweep.visit(row.getString(1), row.getLong(2), since, visits);
                }
            }
        }
        return sweep;
    }

    /** Closes the statements, but not the connection. */
    @Override
    public void close() throws SQLException {
        if (getId != null) {
            getId.close();
        }
        if (getCustomer != null) {
            getCustomer.close();
        }
    }
}
