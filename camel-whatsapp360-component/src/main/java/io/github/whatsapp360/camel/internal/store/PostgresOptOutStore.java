/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.postgres.Connections;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The customers who have opted out of marketing messages, in the database that the nodes of an account share. Read on
 * demand, so that an opt-out that another node received applies immediately.
 *
 * <p>Thread-safe.
 */
final class PostgresOptOutStore implements OptOutStore {

    private static final String NO_SUCH_TABLE = "42P01";

    private static final String CREATE = "create table if not exists whatsapp360_opt_out (account text not null,"
            + " customer text not null, stopped boolean not null, decided_at bigint not null,"
            + " primary key (account, customer))";

    private static final String STORE =
            "insert into whatsapp360_opt_out as o (account, customer, stopped, decided_at) values (?, ?, ?, ?)"
                    + " on conflict (account, customer) do update set stopped = excluded.stopped,"
                    + " decided_at = excluded.decided_at where o.decided_at <= excluded.decided_at";

    private static final String READ = "select stopped from whatsapp360_opt_out where account = ? and customer = any(?)"
            + " order by decided_at desc limit 1";

    private static final String FORGET = "delete from whatsapp360_opt_out where account = ? and customer = any(?)";

    private final Connections connections;
    private final String account;
    private final Executor threads;

    /** @param threads for a short call, now and then */
    PostgresOptOutStore(PostgresDatabase database, Executor threads) {
        this.connections = database.connections();
        this.account = database.account();
        this.threads = threads;
    }

    @Override
    public CompletableFuture<?> store(List<Decision> decisions) {
        try {
            return CompletableFuture.runAsync(() -> write(decisions), threads);
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.failedFuture(new InboxException("The inbox is closed.", closing));
        }
    }

    private void write(List<Decision> decisions) {
        try {
            connections.use(connection -> {
                storeOrCreate(connection, decisions);
                return true;
            });
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    /** The table is missing if an earlier version created the others. Two nodes may create it at once. */
    private void storeOrCreate(Connection connection, List<Decision> decisions) throws SQLException {
        try {
            store(connection, decisions);
            return;
        } catch (SQLException failure) {
            if (!NO_SUCH_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
        }
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        } catch (SQLException madeMeanwhile) {
            try {
                store(connection, decisions);
                return;
            } catch (SQLException missing) {
                madeMeanwhile.addSuppressed(missing);
                throw madeMeanwhile;
            }
        }
        store(connection, decisions);
    }

    /** In one order, so that two nodes do not wait for each other. */
    private void store(Connection connection, List<Decision> decisions) throws SQLException {
        try (PreparedStatement store = connection.prepareStatement(STORE)) {
            for (Decision each : decisions.stream()
                    .sorted(Comparator.comparing(Decision::key).thenComparing(Decision::at))
                    .toList()) {
                store.setString(1, account);
                store.setString(2, each.key());
                store.setBoolean(3, each.stopped());
                store.setLong(4, each.at().toEpochMilli());
                store.executeUpdate();
            }
        }
    }

    @Override
    public CompletableFuture<?> forget(Collection<String> keys) {
        try {
            return CompletableFuture.runAsync(() -> delete(keys), threads);
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.failedFuture(new InboxException("The inbox is closed.", closing));
        }
    }

    private void delete(Collection<String> keys) {
        try {
            int unused = connections.use(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                    delete.setString(1, account);
                    delete.setArray(2, connection.createArrayOf("text", keys.toArray()));
                    return delete.executeUpdate();
                }
            });
        } catch (SQLException failure) {
            if (!NO_SUCH_TABLE.equals(failure.getSQLState())) {
                throw unusable(failure);
            }
        }
    }

    @Override
    public boolean hasStopped(Collection<String> keys) {
        try {
            // A send may be inside a transaction of its route.
            return connections.outsideTransaction(() -> connections.use(connection -> read(connection, keys)));
        } catch (SQLException failure) {
            if (NO_SUCH_TABLE.equals(failure.getSQLState())) {
                return false;
            }
            throw unusable(failure);
        }
    }

    private boolean read(Connection connection, Collection<String> keys) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ)) {
            query.setString(1, account);
            query.setArray(2, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private InboxException unusable(SQLException failure) {
        return new InboxException(
                "Cannot use the table whatsapp360_opt_out in " + connections + ": " + failure.getMessage()
                        + " (it is created when the first customer decides, or by the script postgresql.sql if the user"
                        + " may not create tables)",
                failure);
    }
}
