/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.postgres.BadBatchException;
import io.github.whatsapp360.inbox.internal.postgres.Connections;
import io.github.whatsapp360.inbox.internal.postgres.GroupCommit;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresInbox;
import io.github.whatsapp360.window.internal.PostgresWindowTable;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowFacts;
import io.github.whatsapp360.window.internal.WindowOwner;
import io.github.whatsapp360.window.internal.WindowUpdater;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows of an account in a database that several nodes share. Window events are written in batches before the
 * events that caused them; applying one twice changes nothing. Windows are read on demand and never cached, so that
 * changes of other nodes are visible at once.
 *
 * <p>Thread-safe.
 */
final class PostgresWindowStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresWindowStore.class);

    /** Attempts to write a batch while other nodes change the same rows. */
    private static final int MAXIMUM_ATTEMPTS = 20;

    private static final int BYTES_PER_EVENT = 200;
    private static final int ROWS_SWEPT_PER_EVENT = 4;

    private final Connections connections;
    private final String account;
    private final Clock clock;
    private final GroupCommit<List<WindowEvent>, Boolean> entries;
    private String sweptUpTo = "";
    private volatile boolean failed;

    PostgresWindowStore(PostgresDatabase database, Clock clock) {
        this.connections = database.connections();
        this.account = database.account();
        this.clock = clock;
        this.entries = new GroupCommit<>(this::apply, windowEvents -> BYTES_PER_EVENT * windowEvents.size());
    }

    /** Returns the task that writes the windows; it runs as long as the inbox is open. */
    GroupCommit<?, ?> commits() {
        return entries;
    }

    /** Returns the store with the inbox of the same database. */
    WindowStore with(PostgresInbox inbox) {
        return new InboxWindowStore(this, inbox);
    }

    private record InboxWindowStore(PostgresWindowStore windows, PostgresInbox inbox) implements WindowStore {

        @Override
        public CompletableFuture<?> store(
                List<InboxEvent> wanted, List<WindowEvent> windowEvents, CompanionTable.@Nullable Entry entry) {
            if (windowEvents.isEmpty()) {
                return inbox.store(wanted);
            }
            CompletableFuture<Boolean> entered = windows.entries.submit(windowEvents);
            return wanted.isEmpty() ? entered : entered.thenCompose(done -> inbox.store(wanted));
        }

        @Override
        public CompletableFuture<?> forget(List<String> keys) {
            return windows.forget(keys);
        }

        @Override
        public WindowFacts find(WindowOwner owner, Instant now) {
            return windows.find(owner, now);
        }
    }

    private List<Boolean> apply(List<List<WindowEvent>> batch) {
        List<WindowEvent> windowEvents = batch.stream().flatMap(List::stream).toList();
        try {
            for (int attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
                if (connections.use(connection -> apply(new PostgresWindowTable(connection, account), windowEvents))) {
                    sweep(windowEvents.size());
                    return Collections.nCopies(batch.size(), true);
                }
            }
        } catch (SQLException failure) {
            String problem = "Cannot write the windows: " + failure.getMessage();
            if (PostgresDatabase.isDataError(failure)) {
                throw new BadBatchException(problem, failure);
            }
            throw new InboxException(problem, failure);
        }
        throw new InboxException("Cannot write the windows: other nodes change the same rows all the time.");
    }

    private boolean apply(PostgresWindowTable table, List<WindowEvent> windowEvents) throws SQLException {
        table.read(keys(windowEvents));
        WindowUpdater<SQLException> updater = new WindowUpdater<>(table);
        for (WindowEvent windowEvent : windowEvents) {
            updater.apply(windowEvent);
        }
        return table.flush();
    }

    /** Deletes expired rows. A failure is ignored: the window events are written already. */
    private void sweep(int windowEvents) {
        try {
            sweptUpTo = connections.use(connection -> new PostgresWindowTable(connection, account)
                    .sweep(sweptUpTo, ROWS_SWEPT_PER_EVENT * windowEvents, clock.instant()));
        } catch (SQLException later) {
            LOG.debug("Cannot delete expired windows in {}; trying again later", connections, later);
        }
    }

    private static List<String> keys(List<WindowEvent> windowEvents) {
        List<String> keys = new ArrayList<>();
        for (WindowEvent windowEvent : windowEvents) {
            addKeys(windowEvent.owner(), keys);
            addKeys(windowEvent.movedTo(), keys);
        }
        return keys;
    }

    private static void addKeys(@Nullable WindowOwner owner, List<String> keys) {
        if (owner != null && owner.phone() != null) {
            keys.add(owner.phone());
        }
        if (owner != null && owner.userId() != null) {
            keys.add(owner.userId());
        }
    }

    private CompletableFuture<?> forget(List<String> keys) {
        try {
            int unused = connections.outsideTransaction(() -> connections.use(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(
                        "delete from whatsapp360_service_window where account = ? and id = any (?::text[])")) {
                    delete.setString(1, account);
                    delete.setArray(2, connection.createArrayOf("text", keys.toArray()));
                    return delete.executeUpdate();
                }
            }));
            return CompletableFuture.completedFuture(null);
        } catch (SQLException failure) {
            return CompletableFuture.failedFuture(
                    new InboxException("Cannot delete windows: " + failure.getMessage(), failure));
        }
    }

    private WindowFacts find(WindowOwner owner, Instant now) {
        try {
            // A send may be inside a transaction of its route.
            WindowFacts found = connections.outsideTransaction(() -> connections.use(connection -> {
                PostgresWindowTable table = new PostgresWindowTable(connection, account);
                List<String> keys = new ArrayList<>();
                addKeys(owner, keys);
                table.read(keys);
                return new WindowUpdater<>(table).find(owner, now);
            }));
            failed = false;
            return found;
        } catch (SQLException unreadable) {
            if (!failed) {
                LOG.warn(
                        "Account {}: cannot read the windows in {}; they count as unknown: {}",
                        account,
                        connections,
                        unreadable.getMessage());
            }
            failed = true;
            return WindowFacts.NONE;
        }
    }
}
