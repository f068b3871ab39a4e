/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.postgres.BadBatchException;
import io.github.whatsapp360.inbox.internal.postgres.Connections;
import io.github.whatsapp360.inbox.internal.postgres.GroupCommit;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sent-message log of an account in the database that its nodes share: the table {@code whatsapp360_sent} with the
 * columns of {@link SentColumns}. Changes are written in batches; a batch locks its rows in the order of their keys, so
 * that changes of several nodes follow one another.
 *
 * <p>The table is created when it is first used: a user who may not create tables needs it only for this log.
 *
 * <p>Thread-safe.
 */
public final class PostgresSentMessageStore implements SentMessageStore {

    private static final int BYTES_PER_CHANGE = 300;

    /** Attempts while other nodes write the same rows, at another isolation level than read committed. */
    private static final int MAXIMUM_ATTEMPTS = 10;

    private static final int MAXIMUM_ROWS_PER_DELETE = 5_000;

    /** Keys are compared by their bytes. */
    private static final String CREATE = "create table if not exists whatsapp360_sent (account text not null, "
            + SentColumns.DEFINITIONS.replaceFirst("key text", "key text collate \"C\"")
            + ", primary key (account, key));"
            + " create index if not exists whatsapp360_sent_id on whatsapp360_sent (account, message_id)"
            + " where message_id is not null;"
            + " create index if not exists whatsapp360_sent_correlation on whatsapp360_sent (account, correlation)"
            + " where correlation is not null;"
            + " create index if not exists whatsapp360_sent_due on whatsapp360_sent (account, due)"
            + " where due is not null";

    private static final String SELECT = "select " + SentColumns.LIST + " from whatsapp360_sent where account = ? and ";

    private static final String WRITE = "insert into whatsapp360_sent (account, " + SentColumns.LIST
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (account, key) do update set"
            + " customer = excluded.customer, message_id = excluded.message_id, state = excluded.state,"
            + " sent_at = excluded.sent_at, delivered_at = excluded.delivered_at, read_at = excluded.read_at,"
            + " failed_at = excluded.failed_at, error_code = excluded.error_code,"
            + " error_title = excluded.error_title, error_details = excluded.error_details, due = excluded.due";

    private static final String DELETE_CUSTOMER =
            "delete from whatsapp360_sent where account = ? and customer = any(?)";

    private static final String DELETE = "delete from whatsapp360_sent where account = ? and key in (select key from"
            + " whatsapp360_sent where account = ? and key < ? order by key limit " + MAXIMUM_ROWS_PER_DELETE + ")";

    private final Connections connections;
    private final String account;
    private final GroupCommit<List<SentChange>, List<Transition>> entries;

    /** Whether the table is known to exist. */
    private volatile boolean present;

    public PostgresSentMessageStore(PostgresDatabase database) {
        this.connections = database.connections();
        this.account = database.account();
        this.entries = new GroupCommit<>(this::write, changes -> BYTES_PER_CHANGE * changes.size());
    }

    /** Returns the task that writes; it runs as long as the inbox is open. */
    public GroupCommit<?, ?> commits() {
        return entries;
    }

    @Override
    public CompletableFuture<List<Transition>> apply(List<SentChange> changes) {
        return entries.submit(changes);
    }

    private List<List<Transition>> write(List<List<SentChange>> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connections.use(connection -> {
                    createIfMissing(connection);
                    return inTransaction(connection, batch);
                });
            } catch (SQLException failure) {
                String problem = "Cannot write the sent messages: " + failure.getMessage();
                if (PostgresDatabase.isDataError(failure)) {
                    throw new BadBatchException(problem, failure);
                }
                if (attempt == MAXIMUM_ATTEMPTS
                        || !String.valueOf(failure.getSQLState()).startsWith("40")) {
                    throw new InboxException(problem, failure);
                }
            }
        }
    }

    private List<List<Transition>> inTransaction(Connection connection, List<List<SentChange>> batch)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            List<List<Transition>> written = write(connection, batch);
            connection.commit();
            committed = true;
            return written;
        } finally {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private List<List<Transition>> write(Connection connection, List<List<SentChange>> batch) throws SQLException {
        Map<String, SentRow> rows = locked(connection, batch);
        Set<String> changed = new LinkedHashSet<>();
        List<List<Transition>> transitions = new ArrayList<>();
        for (List<SentChange> changes : batch) {
            List<Transition> own = new ArrayList<>();
            for (SentChange change : changes) {
                SentRow before = rows.get(change.key());
                SentRow after = change.applyTo(before);
                if (after != null && !after.equals(before)) {
                    rows.put(after.key(), after);
                    changed.add(after.key());
                    own.add(new Transition(before, after));
                }
            }
            transitions.add(own);
        }
        if (!changed.isEmpty()) {
            try (PreparedStatement write = connection.prepareStatement(WRITE)) {
                for (String key : changed) {
                    write.setString(1, account);
                    SentColumns.write(write, 2, Objects.requireNonNull(rows.get(key)));
                    write.addBatch();
                }
                write.executeBatch();
            }
        }
        return transitions;
    }

    private Map<String, SentRow> locked(Connection connection, List<List<SentChange>> batch) throws SQLException {
        Set<String> keys = new TreeSet<>();
        batch.forEach(changes -> changes.forEach(change -> keys.add(change.key())));
        Map<String, SentRow> rows = new HashMap<>();
        for (SentRow row : select(connection, "key = any(?) order by key for update", keys)) {
            rows.put(row.key(), row);
        }
        return rows;
    }

    private List<SentRow> select(Connection connection, String condition, Object... arguments) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + condition)) {
            query.setString(1, account);
            set(query, 2, arguments);
            List<SentRow> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(SentColumns.read(row));
                }
            }
            return found;
        }
    }

    private boolean isMissing(Connection connection) throws SQLException {
        if (!present) {
            try (Statement query = connection.createStatement();
                    ResultSet row = query.executeQuery("select to_regclass('whatsapp360_sent') is not null")) {
                present = row.next() && row.getBoolean(1);
            }
        }
        return !present;
    }

    /** Two nodes may create the table at the same time. */
    private void createIfMissing(Connection connection) throws SQLException {
        if (!isMissing(connection)) {
            return;
        }
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        } catch (SQLException failure) {
            if (isMissing(connection)) {
                throw unusable(failure);
            }
        }
    }

    private InboxException unusable(SQLException failure) {
        return new InboxException(
                "Cannot use the table whatsapp360_sent in " + connections + ": " + failure.getMessage()
                        + " (it is created when a message is first tracked, or by the script postgresql.sql if the"
                        + " user may not create tables)",
                failure);
    }

    /** What was never created holds nothing. A send may be inside a transaction of its route. */
    private List<SentRow> query(String condition, Object... arguments) {
        try {
            return connections.outsideTransaction(() -> connections.use(
                    connection -> isMissing(connection) ? List.of() : select(connection, condition, arguments)));
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    @Override
    public @Nullable SentMessage find(String id) {
        List<SentRow> found = query("key = ?", id);
        if (found.isEmpty()) {
            found = query("message_id = ? order by key desc limit 1", id);
        }
        if (found.isEmpty()) {
            found = query("correlation = ? order by key desc limit 1", id);
        }
        return found.isEmpty() ? null : found.get(0).message();
    }

    @Override
    public List<SentMessage> findTo(Collection<String> customers, int searched, int limit) {
        return query(
                        "customer = any(?) and key >= coalesce((select key from whatsapp360_sent where account = ?"
                                + " order by key desc limit 1 offset ?), '') order by key desc limit ?",
                        customers,
                        account,
                        searched - 1,
                        limit)
                .stream()
                .map(SentRow::message)
                .toList();
    }

    @Override
    public List<SentRow> rows(Collection<String> keys) {
        return query("key = any(?)", new HashSet<>(keys));
    }

    @Override
    public List<SentRow> due(Instant now, int limit) {
        return query("due <= ? order by due limit ?", now.toEpochMilli(), limit);
    }

    @Override
    public @Nullable Instant nextDue() {
        List<SentRow> first = query("due is not null order by due limit 1");
        return first.isEmpty() ? null : first.get(0).due();
    }

    @Override
    public void deleteBefore(Instant time) {
        delete(DELETE, account, account, SendKeys.firstAt(time));
    }

    @Override
    public CompletableFuture<?> forget(Collection<String> customers) {
        delete(DELETE_CUSTOMER, account, customers);
        return CompletableFuture.completedFuture(null);
    }

    private void delete(String statement, Object... arguments) {
        try {
            int unused = connections.use(connection -> {
                if (isMissing(connection)) {
                    return 0;
                }
                try (PreparedStatement delete = connection.prepareStatement(statement)) {
                    set(delete, 1, arguments);
                    return delete.executeUpdate();
                }
            });
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    private static void set(PreparedStatement statement, int first, Object... arguments) throws SQLException {
        for (int at = 0; at < arguments.length; at++) {
            Object argument = arguments[at] instanceof Collection<?> several
                    ? statement.getConnection().createArrayOf("text", several.toArray())
                    : arguments[at];
            statement.setObject(at + first, argument);
        }
    }
}
