/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import io.github.whatsapp360.window.internal.CachedWindowTable;
import io.github.whatsapp360.window.internal.SqliteWindowTable;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowFacts;
import io.github.whatsapp360.window.internal.WindowOwner;
import io.github.whatsapp360.window.internal.WindowTable;
import io.github.whatsapp360.window.internal.WindowTable.Row;
import io.github.whatsapp360.window.internal.WindowUpdater;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of an account in the database of its embedded inbox, with a cache of recently used rows: each event needs
 * a window, and most concern recently active users.
 *
 * <p>Thread-safe: the inbox writes, on its own thread; reads use a separate connection, one query at a time.
 */
final class EmbeddedWindowStore implements CompanionTable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWindowStore.class);

    /**
     * Rows visited by the sweep per window event: enough that expired rows are deleted as fast as new ones are added.
     */
    private static final int ROWS_SWEPT_PER_EVENT = 4;

    /** Visits are accumulated up to this number, because a sweep prepares its statements. */
    private static final int SWEEP_THRESHOLD = 256;

    /** Maximum number of cached rows; they take at most 10 MB. */
    private static final int MAXIMUM_ROWS_IN_MEMORY = 50_000;

    private final SqliteDatabase database;
    private final Clock clock;
    private final CachedWindowTable<SQLException> recent = new CachedWindowTable<>(this::read, MAXIMUM_ROWS_IN_MEMORY);
    private final WindowUpdater<SQLException> updater = new WindowUpdater<>(recent);
    private @Nullable Connection connection;
    private @Nullable SqliteWindowTable reading;
    private volatile boolean failed;

    /**
     * This field and the following ones are confined to the inbox's thread. Statements are kept, because all deliveries
     * wait for that thread.
     */
    private @Nullable SqliteWindowTable writing;

    private String sweptUpTo = "";
    private int owedVisits;

    EmbeddedWindowStore(SqliteDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of several versions of a row, the latest is used. */
    @Override
    public synchronized void recovered(Connection writer, List<@Nullable Object> row) throws SQLException {
        String id = SqliteWindowTable.idOf(row);
        if (id == null) {
            return;
        }
        SqliteWindowTable.create(writer);
        try (SqliteWindowTable windows = new SqliteWindowTable(writer)) {
            Row found = SqliteWindowTable.rowOf(row);
            Row known = windows.get(id);
            if (known == null || known.latest().isBefore(found.latest())) {
                windows.put(id, found);
            }
        }
    }

    @Override
    public synchronized void create(Connection writer) throws SQLException {
        SqliteWindowTable.create(writer);
        writing = null;
        connection = database.connect();
        reading = null;
        recent.clear();
    }

    /** Returns the store with the inbox that writes it. */
    WindowStore with(EmbeddedInbox inbox) {
        return new InboxWindowStore(this, inbox);
    }

    private record InboxWindowStore(EmbeddedWindowStore windows, EmbeddedInbox inbox) implements WindowStore {

        @Override
        public CompletableFuture<?> store(
                List<InboxEvent> wanted, List<WindowEvent> windowEvents, @Nullable Entry entry) {
            Entry own = windows.entry(windowEvents);
            return inbox.store(wanted, entry == null ? own : entry.and(own));
        }

        @Override
        public CompletableFuture<?> forget(List<String> keys) {
            return inbox.store(List.of(), new Entry() {
                @Override
                public void write(Connection writer) throws SQLException {
                    SqliteWindowTable.delete(writer, keys);
                }

                @Override
                public void committed() {
                    windows.recent.clear();
                }
            });
        }

        @Override
        public WindowFacts find(WindowOwner owner, Instant now) {
            return windows.find(owner, now);
        }
    }

    /** Returns the entry that the inbox writes with the events of a delivery. */
    private Entry entry(List<WindowEvent> windowEvents) {
        return new WindowEventEntry(windowEvents);
    }

    /** Confined to the inbox's thread. */
    private final class WindowEventEntry implements Entry, WindowTable<SQLException> {

        private final List<WindowEvent> windowEvents;
        private final Map<String, Row> written = new HashMap<>();

        WindowEventEntry(List<WindowEvent> windowEvents) {
            this.windowEvents = windowEvents;
        }

        @Override
        public void write(Connection writer) throws SQLException {
            written.clear();
            try {
                if (writing == null) {
                    writing = new SqliteWindowTable(writer);
                }
                WindowUpdater<SQLException> entryUpdater = new WindowUpdater<>(this);
                for (WindowEvent windowEvent : windowEvents) {
                    entryUpdater.apply(windowEvent);
                }
                sweep(writing, windowEvents.size());
            } catch (SQLException failure) {
                // Some drivers finalize a failed statement: the next entry prepares a new one.
                forgetWriting();
                throw failure;
            }
        }

        @Override
        public @Nullable Row get(String key) throws SQLException {
            return Objects.requireNonNull(writing).get(key);
        }

        @Override
        public void put(String key, Row row) throws SQLException {
            Objects.requireNonNull(writing).put(key, row);
            written.put(key, row);
        }

        @Override
        public void committed() {
            written.forEach(recent::put);
        }
    }

    private void sweep(SqliteWindowTable windows, int windowEvents) throws SQLException {
        owedVisits += ROWS_SWEPT_PER_EVENT * windowEvents;
        if (owedVisits >= SWEEP_THRESHOLD) {
            sweptUpTo = windows.sweep(sweptUpTo, owedVisits, clock.instant());
            owedVisits = 0;
        }
    }

    private void forgetWriting() {
        SqliteWindowTable windows = writing;
        writing = null;
        if (windows != null) {
            try {
                windows.close();
            } catch (SQLException unimportant) {
                LOG.debug("A statement was not closed properly", unimportant);
            }
        }
    }

    private WindowFacts find(WindowOwner owner, Instant now) {
        try {
            WindowFacts found = updater.find(owner, now);
            if (failed) {
                failed = false;
            }
            return found;
        } catch (SQLException unreadable) {
            unreadable(unreadable);
            return WindowFacts.NONE;
        }
    }

    private synchronized @Nullable Row read(String key) throws SQLException {
        if (reading == null && connection != null) {
            reading = new SqliteWindowTable(connection);
        }
        return reading == null ? null : reading.get(key);
    }

    private synchronized void unreadable(SQLException why) {
        // Some drivers finalize a failed statement: the next query prepares a new one.
        reading = null;
        if (!failed) {
            LOG.warn("Cannot read the windows in {}; they count as unknown: {}", database, why.getMessage());
        }
        failed = true;
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
