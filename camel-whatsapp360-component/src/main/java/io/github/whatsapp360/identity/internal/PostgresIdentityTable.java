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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ids and customers in the tables {@code whatsapp360_customer_id} and {@code whatsapp360_customer}, which several nodes
 * share. The columns are those of {@link SqliteIdentityTable}. Rows are read many at a time; changes are buffered until
 * {@link #flush}.
 *
 * <p>Nodes change the rows of an account one after the other: {@link #lock} waits for the others, and the transaction
 * ends when a node that holds the lock is silent for {@value #LOCK_TIMEOUT_SECONDS} seconds. So no two nodes can make
 * two customers of one person, and there is no deadlock.
 *
 * <p>Confined to the thread that uses its connection.
 */
public final class PostgresIdentityTable implements IdentityTable<SQLException> {

    private static final int LOCK_TIMEOUT_SECONDS = 10;

    private static final String ID_COLUMNS = "id, customer, first_seen, last_seen, left_at, links";
    private static final String CUSTOMER_COLUMNS = "id, conversation, created, seen, ids, former";

    /** The rows of some ids, and of all other ids of their customers. */
    private static final String READ_IDS = """
            with x as materialized (
              select * from whatsapp360_customer_id where account = ? and id = any (?::text[])
            ), more as materialized (
              select unnest(string_to_array(c.ids, chr(10))) as id from whatsapp360_customer c
              where c.account = ? and c.id in (select customer from x)
            )
            select id, customer, first_seen, last_seen, left_at, links from x
            union
            select i.id, i.customer, i.first_seen, i.last_seen, i.left_at, i.links from whatsapp360_customer_id i
            where i.account = ? and i.id in (select id from more)""";

    private static final String READ_CUSTOMERS =
            "select " + CUSTOMER_COLUMNS + " from whatsapp360_customer where account = ? and id = any (?::text[])";

    private static final String PUT_IDS = "insert into whatsapp360_customer_id (account, " + ID_COLUMNS + ")"
            + " select ?, x.* from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[]) as x"
            + " on conflict (account, id) do update set customer = excluded.customer,"
            + " first_seen = excluded.first_seen, last_seen = excluded.last_seen, left_at = excluded.left_at,"
            + " links = excluded.links";

    private static final String PUT_CUSTOMERS = "insert into whatsapp360_customer (account, " + CUSTOMER_COLUMNS + ")"
            + " select ?, x.* from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[]) as x"
            + " on conflict (account, id) do update set conversation = excluded.conversation,"
            + " created = excluded.created, seen = excluded.seen, ids = excluded.ids, former = excluded.former";

    private final Connection connection;
    private final String account;
    private final Map<String, @Nullable IdRow> ids = new HashMap<>();
    private final Map<String, @Nullable CustomerRow> customers = new HashMap<>();
    private final Map<String, @Nullable IdRow> changedIds = new LinkedHashMap<>();
    private final Map<String, @Nullable CustomerRow> changedCustomers = new LinkedHashMap<>();

    /** Uses a connection; the caller closes it. */
    public PostgresIdentityTable(Connection connection, String account) {
        this.connection = connection;
        this.account = account;
    }

    /**
     * Begins a transaction in which this node alone changes the customers of the account. Rows that were read before
     * are forgotten.
     */
    public void lock() throws SQLException {
        ids.clear();
        customers.clear();
        changedIds.clear();
        changedCustomers.clear();
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin isolation level read committed; set local lock_timeout = '" + LOCK_TIMEOUT_SECONDS
                    + "s'; set local idle_in_transaction_session_timeout = '" + LOCK_TIMEOUT_SECONDS + "s'");
        }
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended("
                + "'whatsapp360 customers ' || current_schema() || '/' || ?, 0))")) {
            lock.setString(1, account);
            boolean unused = lock.execute();
        }
    }

    /** Ends the transaction of {@link #lock}. */
    public void commit() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("commit");
        }
    }

    /** Reads rows in advance. */
    public void read(Collection<PersonIds> persons) throws SQLException {
        List<String> keys = persons.stream()
                .flatMap(each -> each.keys().stream())
                .distinct()
                .toList();
        keys.forEach(key -> ids.put(key, null));
        readIds(keys);
        List<String> owners = ids.values().stream()
                .filter(Objects::nonNull)
                .map(IdRow::customer)
                .distinct()
                .toList();
        readCustomers(owners);
    }

    private void readIds(List<String> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_IDS)) {
            statement.setString(1, account);
            statement.setArray(2, array("text", keys.toArray()));
            statement.setString(3, account);
            statement.setString(4, account);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.put(
                            row.getString(1),
                            new IdRow(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    IdRow.parseLinks(row.getString(6))));
                }
            }
        }
    }

    private void readCustomers(List<String> owners) throws SQLException {
        owners.forEach(owner -> customers.put(owner, null));
        try (PreparedStatement statement = connection.prepareStatement(READ_CUSTOMERS)) {
            statement.setString(1, account);
            statement.setArray(2, array("text", owners.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    customers.put(
                            row.getString(1),
                            new CustomerRow(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getString(5).lines().toList(),
                                    row.getString(6).lines().toList()));
                }
            }
        }
    }

    @Override
    public @Nullable IdRow id(String key) throws SQLException {
        if (!ids.containsKey(key)) {
            ids.put(key, null);
            readIds(List.of(key));
        }
        return ids.get(key);
    }

    @Override
    public @Nullable CustomerRow customer(String customerId) throws SQLException {
        if (customerId.isEmpty()) {
            return null;
        }
        if (!customers.containsKey(customerId)) {
            readCustomers(List.of(customerId));
        }
        return customers.get(customerId);
    }

    @Override
    public void put(IdRow row) {
        ids.put(row.key(), row);
        changedIds.put(row.key(), row);
    }

    @Override
    public void put(CustomerRow row) {
        customers.put(row.id(), row);
        changedCustomers.put(row.id(), row);
    }

    @Override
    public void removeId(String key) {
        ids.put(key, null);
        changedIds.put(key, null);
    }

    @Override
    public void removeCustomer(String customerId) {
        customers.put(customerId, null);
        changedCustomers.put(customerId, null);
    }

    /** Whether there are changes to be written. */
    public boolean isChanged() {
        return !changedIds.isEmpty() || !changedCustomers.isEmpty();
    }

    /** Writes the buffered changes. */
    public void flush() throws SQLException {
        List<IdRow> idRows = present(changedIds);
        if (!idRows.isEmpty()) {
            try (PreparedStatement put = connection.prepareStatement(PUT_IDS)) {
                put.setString(1, account);
                put.setArray(2, column("text", idRows, IdRow::key));
                put.setArray(3, column("text", idRows, IdRow::customer));
                put.setArray(4, column("bigint", idRows, IdRow::first));
                put.setArray(5, column("bigint", idRows, IdRow::last));
                put.setArray(6, column("bigint", idRows, IdRow::left));
                put.setArray(7, column("text", idRows, IdRow::linksAsText));
                put.executeUpdate();
            }
        }
        List<CustomerRow> customerRows = present(changedCustomers);
        if (!customerRows.isEmpty()) {
            try (PreparedStatement put = connection.prepareStatement(PUT_CUSTOMERS)) {
                put.setString(1, account);
                put.setArray(2, column("text", customerRows, CustomerRow::id));
                put.setArray(3, column("text", customerRows, CustomerRow::conversation));
                put.setArray(4, column("bigint", customerRows, CustomerRow::created));
                put.setArray(5, column("bigint", customerRows, CustomerRow::seen));
                put.setArray(6, column("text", customerRows, row -> String.join("\n", row.ids())));
                put.setArray(7, column("text", customerRows, row -> String.join("\n", row.former())));
                put.executeUpdate();
            }
        }
        delete("delete from whatsapp360_customer_id where account = ? and id = any (?::text[])", changedIds);
        delete("delete from whatsapp360_customer where account = ? and id = any (?::text[])", changedCustomers);
    }

    private static <T> List<T> present(Map<String, @Nullable T> changed) {
        List<T> present = new ArrayList<>();
        for (T row : changed.values()) {
            if (row != null) {
                present.add(row);
            }
        }
        return present;
    }

    private void delete(String sql, Map<String, ?> changed) throws SQLException {
        List<String> removed = changed.entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!removed.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setString(1, account);
                delete.setArray(2, array("text", removed.toArray()));
                delete.executeUpdate();
            }
        }
    }

    private <T> java.sql.Array column(String type, List<T> rows, Function<T, Object> value) throws SQLException {
        return array(type, rows.stream().map(value).toArray());
    }

    private java.sql.Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** As {@link SqliteIdentityTable#expired}. */
    public Sweep expired(String after, int visits, Instant since) throws SQLException {
        Sweep sweep = new Sweep();
        try (PreparedStatement next = connection.prepareStatement(
                "select id, seen from whatsapp360_customer where account = ? and id > ? order by id limit ?")) {
            next.setString(1, account);
            next.setString(2, after);
            next.setInt(3, visits);
            try (ResultSet row = next.executeQuery()) {
                while (row.next()) {
                    sweep.visit(row.getString(1), row.getLong(2), since, visits);
                }
            }
        }
        return sweep;
    }
}
