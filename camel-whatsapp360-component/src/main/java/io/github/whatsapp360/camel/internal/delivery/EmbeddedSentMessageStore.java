/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sent-message log of an account in the database of its embedded inbox: the table {@code sent_message} with the
 * columns of {@link SentColumns}. It is written on the inbox's thread, in the order of submission, so that a change is
 * as durable as the events that are stored after it; reads use a connection of their own.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedSentMessageStore implements CompanionTable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSentMessageStore.class);

    private static final int MAXIMUM_ROWS_PER_DELETE = 1_000;

    private static final String[] CREATE = {
        "create table if not exists sent_message (" + SentColumns.DEFINITIONS + ", primary key (key)) without rowid",
        "create index if not exists sent_message_id on sent_message (message_id) where message_id is not null",
        "create index if not exists sent_message_correlation on sent_message (correlation)"
                + " where correlation is not null",
        "create index if not exists sent_message_due on sent_message (due) where due is not null",
    };

    private static final String SELECT = "select " + SentColumns.LIST + " from sent_message where ";

    private static final String WRITE = "insert or replace into sent_message (" + SentColumns.LIST
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String DELETE = "delete from sent_message where key in (select key from sent_message where"
            + " key < ? order by key limit " + MAXIMUM_ROWS_PER_DELETE + ")";

    private final SqliteDatabase database;
    private @Nullable Connection reading;
    private boolean open;

    public EmbeddedSentMessageStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public synchronized void create(Connection writer) throws SQLException {
        createTable(writer);
        closeReading();
        open = true;
    }

    private static void createTable(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            for (String create : CREATE) {
                statement.execute(create);
            }
        }
    }

    /** Of several versions of a row the furthest one is used. */
    @Override
    public void recovered(Connection writer, List<@Nullable Object> values) throws SQLException {
        if (!SentColumns.isRow(values)) {
            return;
        }
        createTable(writer);
        SentRow found = SentColumns.rowOf(values);
        SentRow known = read(writer, found.key());
        if (known == null || known.state().compareTo(found.state()) < 0 || found.due() == null) {
            write(writer, found);
        }
    }

    /** Returns the store with the inbox that writes it. */
    public SentMessageStore with(EmbeddedInbox inbox) {
        return new InboxSentMessageStore(this, inbox);
    }

    private record InboxSentMessageStore(EmbeddedSentMessageStore table, EmbeddedInbox inbox)
            implements SentMessageStore {

        @Override
        public CompletableFuture<List<Transition>> apply(List<SentChange> changes) {
            ChangesEntry entry = new ChangesEntry(changes);
            return inbox.store(List.of(), entry).thenApply(stored -> entry.transitions);
        }

        @Override
        public boolean isOrderedWithInbox() {
            return true;
        }

        @Override
        public @Nullable SentMessage find(String id) {
            List<SentRow> found = table.query("key = ?", id);
            if (found.isEmpty()) {
                found = table.query("message_id = ? order by key desc limit 1", id);
            }
            if (found.isEmpty()) {
                found = table.query("correlation = ? order by key desc limit 1", id);
            }
            return found.isEmpty() ? null : found.get(0).message();
        }

        @Override
        public List<SentMessage> findTo(Collection<String> customers, int searched, int limit) {
            List<@Nullable Object> arguments = new ArrayList<>(customers);
            arguments.add(searched - 1);
            arguments.add(limit);
            return table
                    .query(
                            "customer in (?" + ", ?".repeat(Math.max(0, customers.size() - 1))
                                    + ") and key >= coalesce((select key from sent_message order by key desc limit 1"
                                    + " offset ?), '') order by key desc limit ?",
                            arguments.toArray())
                    .stream()
                    .map(SentRow::message)
                    .toList();
        }

        @Override
        public List<SentRow> rows(Collection<String> keys) {
            return keys.stream()
                    .flatMap(key -> table.query("key = ?", key).stream())
                    .toList();
        }

        @Override
        public List<SentRow> due(Instant now, int limit) {
            return table.query("due <= ? order by due limit ?", now.toEpochMilli(), limit);
        }

        @Override
        public @Nullable Instant nextDue() {
            List<SentRow> first = table.query("due is not null order by due limit 1");
            return first.isEmpty() ? null : first.get(0).due();
        }

        @Override
        public void deleteBefore(Instant time) {
            CompletableFuture<Integer> unused = inbox.store(List.of(), writer -> delete(writer, time));
        }

        @Override
        public CompletableFuture<?> forget(Collection<String> customers) {
            return inbox.store(List.of(), writer -> deleteOf(writer, customers));
        }
    }

    /** Confined to the inbox's thread until it is committed. */
    private static final class ChangesEntry implements Entry {

        private final List<SentChange> changes;
        private final List<SentMessageStore.Transition> transitions = new ArrayList<>();

        ChangesEntry(List<SentChange> changes) {
            this.changes = changes;
        }

        @Override
        public void write(Connection writer) throws SQLException {
            transitions.clear();
            for (SentChange change : changes) {
                SentRow before = read(writer, change.key());
                SentRow after = change.applyTo(before);
                if (after != null && !after.equals(before)) {
                    EmbeddedSentMessageStore.write(writer, after);
                    transitions.add(new SentMessageStore.Transition(before, after));
                }
            }
        }
    }

    private static @Nullable SentRow read(Connection connection, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + "key = ?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? SentColumns.read(row) : null;
            }
        }
    }

    private static void write(Connection writer, SentRow row) throws SQLException {
        try (PreparedStatement write = writer.prepareStatement(WRITE)) {
            SentColumns.write(write, 1, row);
            write.executeUpdate();
        }
    }

    private static void delete(Connection writer, Instant before) throws SQLException {
        try (PreparedStatement delete = writer.prepareStatement(DELETE)) {
            delete.setString(1, SendKeys.firstAt(before));
            delete.executeUpdate();
        }
    }

    private static void deleteOf(Connection writer, Collection<String> customers) throws SQLException {
        try (PreparedStatement delete = writer.prepareStatement("delete from sent_message where customer = ?")) {
            for (String customer : customers) {
                delete.setString(1, customer);
                delete.executeUpdate();
            }
        }
    }

    private synchronized List<SentRow> query(String condition, Object... arguments) {
        if (!open) {
            throw new InboxException("The inbox in " + database + " is closed");
        }
        try {
            Connection connection = reading == null ? database.connect() : reading;
            reading = connection;
            try (PreparedStatement query = connection.prepareStatement(SELECT + condition)) {
                for (int at = 0; at < arguments.length; at++) {
                    query.setObject(at + 1, arguments[at]);
                }
                List<SentRow> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(SentColumns.read(row));
                    }
                }
                return found;
            }
        } catch (SQLException failure) {
            throw new InboxException(
                    "Cannot read the sent messages in " + database + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public synchronized void close() {
        open = false;
        closeReading();
    }

    private void closeReading() {
        Connection open = reading;
        reading = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException unimportant) {
                LOG.debug("A connection was not closed properly", unimportant);
            }
        }
    }
}
