/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.CachedIdentityTable;
import io.github.whatsapp360.identity.internal.CustomerRow;
import io.github.whatsapp360.identity.internal.IdRow;
import io.github.whatsapp360.identity.internal.IdentityUpdater;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.identity.internal.RecordedChanges;
import io.github.whatsapp360.identity.internal.SqliteIdentityTable;
import io.github.whatsapp360.identity.internal.Sweep;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customers of an account in the database of its embedded inbox, with a cache of recently used rows.
 *
 * <p>Thread-safe: the inbox writes, on its own thread; reads use a separate connection, one query at a time.
 */
final class EmbeddedIdentityStore implements CompanionTable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedIdentityStore.class);

    /** Customers visited by the sweep per learned event; see {@link EmbeddedWindowStore}. */
    private static final int CUSTOMERS_SWEPT_PER_EVENT = 4;

    private static final int SWEEP_THRESHOLD = 256;

    /** Maximum number of cached ids and customers; they take at most 30 MB. */
    private static final int MAXIMUM_ROWS_IN_MEMORY = 50_000;

    private final SqliteDatabase database;
    private final Clock clock;
    private final Duration retention;
    private final CachedIdentityTable<SQLException> recent =
            new CachedIdentityTable<>(new Reader(), MAXIMUM_ROWS_IN_MEMORY);
    private final IdentityUpdater<SQLException> finder = new IdentityUpdater<>(recent);
    private @Nullable Connection connection;
    private @Nullable SqliteIdentityTable reading;

    /** This field and the following ones are confined to the inbox's thread. */
    private @Nullable SqliteIdentityTable writing;

    private String sweptUpTo = "";
    private int owedVisits;

    EmbeddedIdentityStore(SqliteDatabase database, Clock clock, Duration retention) {
        this.database = database;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public void recovered(Connection writer, List<@Nullable Object> row) throws SQLException {
        SqliteIdentityTable.recovered(writer, row);
    }

    @Override
    public synchronized void create(Connection writer) throws SQLException {
        SqliteIdentityTable.create(writer);
        writing = null;
        connection = database.connect();
        reading = null;
        recent.clear();
    }

    /** Returns the store with the inbox that writes it. */
    IdentityStore with(EmbeddedInbox inbox) {
        return new InboxIdentityStore(this, inbox);
    }

    private record InboxIdentityStore(EmbeddedIdentityStore table, EmbeddedInbox inbox) implements IdentityStore {

        @Override
        public CompletableFuture<?> store(IdentityBatch batch, Storing storing) {
            return storing.store(batch.wanted(), table.new LearningEntry(batch));
        }

        @Override
        public CompletableFuture<?> learn(IdentityBatch batch, Inbox same) {
            return inbox.store(batch.wanted(), table.new LearningEntry(batch));
        }

        @Override
        public @Nullable KnownCustomer find(PersonIds ids) {
            return table.find(ids);
        }

        @Override
        public @Nullable KnownCustomer find(String customerId) {
            return table.find(customerId);
        }

        @Override
        public CompletableFuture<@Nullable CustomerIdentity> forget(String customerId) {
            ForgettingEntry entry = table.new ForgettingEntry(customerId);
            return inbox.store(List.of(), entry).thenApply(written -> entry.known);
        }
    }

    /** Confined to the inbox's thread. */
    private abstract class WritingEntry implements Entry {

        private @Nullable RecordedChanges<SQLException> changes;

        /** Begins the changes of a transaction, which may be repeated. */
        IdentityUpdater<SQLException> begin(Connection writer) {
            SqliteIdentityTable table = writing;
            if (table == null) {
                table = new SqliteIdentityTable(writer);
                writing = table;
            }
            RecordedChanges<SQLException> recorded = new RecordedChanges<>(table);
            changes = recorded;
            return new IdentityUpdater<>(recorded);
        }

        @Override
        public void committed() {
            if (changes != null) {
                changes.repeat(recent);
            }
        }
    }

    private final class LearningEntry extends WritingEntry {

        private final IdentityBatch batch;

        LearningEntry(IdentityBatch batch) {
            this.batch = batch;
        }

        @Override
        public List<InboxEvent> prepare(Connection writer, List<InboxEvent> delivery) throws SQLException {
            try {
                IdentityUpdater<SQLException> updater = begin(writer);
                List<InboxEvent> events = batch.learn(updater);
                sweep(updater, batch.size());
                return events;
            } catch (SQLException failure) {
                forgetWriting();
                throw failure;
            }
        }

        @Override
        public void write(Connection writer) {
            // Written by prepare: the events need it.
        }
    }

    private final class ForgettingEntry extends WritingEntry {

        private final String customerId;
        private @Nullable CustomerIdentity known;

        ForgettingEntry(String customerId) {
            this.customerId = customerId;
        }

        @Override
        public void write(Connection writer) throws SQLException {
            try {
                known = begin(writer).forget(customerId);
                SqliteDatabase.eraseFreePages(writer);
            } catch (SQLException failure) {
                forgetWriting();
                throw failure;
            }
        }
    }

    private void sweep(IdentityUpdater<SQLException> updater, int events) throws SQLException {
        owedVisits += CUSTOMERS_SWEPT_PER_EVENT * events;
        SqliteIdentityTable table = writing;
        if (owedVisits >= SWEEP_THRESHOLD && table != null) {
            Sweep sweep = table.expired(sweptUpTo, owedVisits, clock.instant().minus(retention));
            sweptUpTo = sweep.end();
            owedVisits = 0;
            for (String customer : sweep.expired()) {
                CustomerIdentity unused = updater.forget(customer);
            }
        }
    }

    /** Some drivers finalize a failed statement: the next entry prepares a new one. */
    private void forgetWriting() {
        SqliteIdentityTable table = writing;
        writing = null;
        if (table != null) {
            try {
                table.close();
            } catch (SQLException unimportant) {
                LOG.debug("A statement was not closed properly", unimportant);
            }
        }
    }

    private @Nullable KnownCustomer find(PersonIds ids) {
        try {
            String customer = finder.find(ids);
            return customer == null ? null : finder.customer(customer);
        } catch (SQLException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private @Nullable KnownCustomer find(String customerId) {
        try {
            return finder.customer(customerId);
        } catch (SQLException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private synchronized InboxException unreadable(SQLException why) {
        // Some drivers finalize a failed statement: the next query prepares a new one.
        reading = null;
        return new InboxException("Cannot read the customers in " + database + ": " + why.getMessage(), why);
    }

    /** Reads with the connection for reading. */
    private final class Reader implements CachedIdentityTable.Lookup<SQLException> {

        @Override
        public @Nullable IdRow id(String key) throws SQLException {
            synchronized (EmbeddedIdentityStore.this) {
                SqliteIdentityTable table = table();
                return table == null ? null : table.id(key);
            }
        }

        @Override
        public @Nullable CustomerRow customer(String customerId) throws SQLException {
            synchronized (EmbeddedIdentityStore.this) {
                SqliteIdentityTable table = table();
                return table == null ? null : table.customer(customerId);
            }
        }

        private @Nullable SqliteIdentityTable table() {
            if (reading == null && connection != null) {
                reading = new SqliteIdentityTable(connection);
            }
            return reading;
        }
    }

    @Override
    public synchronized void close() {
        reading = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException unimportant) {
                LOG.debug("A connection was not closed properly", unimportant);
            }
            connection = null;
        }
    }
}
