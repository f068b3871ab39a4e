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
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The phone number id of an account in the database that its nodes share. If several nodes learn it at once, the first
 * one wins.
 *
 * <p>Thread-safe. Methods block for the database.
 */
final class PostgresPhoneNumberIdStore implements PhoneNumberIdStore {

    private static final String NO_SUCH_TABLE = "42P01";

    private static final String CREATE =
            "create table if not exists whatsapp360_number (account text not null primary key,"
                    + " phone_number_id text not null, learned_at bigint not null)";

    private static final String READ = "select phone_number_id from whatsapp360_number where account = ?";

    private static final String KEEP =
            "insert into whatsapp360_number as n (account, phone_number_id, learned_at) values (?, ?, ?)"
                    + " on conflict (account) do update set phone_number_id = excluded.phone_number_id,"
                    + " learned_at = excluded.learned_at where n.phone_number_id = ''";

    private static final String FORGET = "update whatsapp360_number set phone_number_id = '' where account = ?";

    private final Connections connections;
    private final String account;
    private final Clock clock;

    PostgresPhoneNumberIdStore(PostgresDatabase database, Clock clock) {
        this.clock = clock;
        this.connections = database.connections();
        this.account = database.account();
    }

    @Override
    public @Nullable String read() {
        String kept = using(this::readOrCreate);
        return kept.isEmpty() ? null : kept;
    }

    @Override
    public @Nullable String readAgain(@Nullable String known) {
        return read();
    }

    @Override
    public CompletableFuture<String> keep(String phoneNumberId) {
        try {
            return CompletableFuture.completedFuture(using(connection -> {
                try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
                    keep.setString(1, account);
                    keep.setString(2, phoneNumberId);
                    keep.setLong(3, clock.millis());
                    keep.executeUpdate();
                }
                return read(connection);
            }));
        } catch (InboxException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public void forget() {
        int unused = using(connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setString(1, account);
                return forget.executeUpdate();
            }
        });
    }

    /** The table is missing if an earlier version created the others. Two nodes may create it at once. */
    private String readOrCreate(Connection connection) throws SQLException {
        try {
            return read(connection);
        } catch (SQLException failure) {
            if (!NO_SUCH_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
        }
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        } catch (SQLException madeMeanwhile) {
            try {
                return read(connection);
            } catch (SQLException missing) {
                madeMeanwhile.addSuppressed(missing);
                throw madeMeanwhile;
            }
        }
        return "";
    }

    /** Returns the id; empty if there is none. */
    private String read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ)) {
            query.setString(1, account);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private <T> T using(Connections.Work<T> work) {
        try {
            return connections.use(work);
        } catch (SQLException failure) {
            throw new InboxException(
                    "Cannot use the table whatsapp360_number in " + connections + ": " + failure.getMessage()
                            + " (it is created at the start, or by the script postgresql.sql if the user may not"
                            + " create tables)",
                    failure);
        }
    }
}
