/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.postgres.BadBatchException;
import io.github.whatsapp360.inbox.internal.postgres.Connections;
import io.github.whatsapp360.inbox.internal.postgres.GroupCommit;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The billed messages of an account in the database that its nodes share: their keys among those of the events, which
 * the inbox deletes after {@code dedupePeriod}, and the month's number in a table of its own. If several nodes receive
 * a status of one message, the first one counts it.
 *
 * <p>Thread-safe.
 */
final class PostgresBilledStore implements BilledStore {

    private static final String NO_SUCH_TABLE = "42P01";
    private static final int BYTES_PER_MESSAGE = 100;

    /** Attempts while other nodes write the same rows, at another isolation level than read committed. */
    private static final int MAXIMUM_ATTEMPTS = 5;

    private static final String CREATE = "create table if not exists whatsapp360_billed (account text not null,"
            + " month text not null, service_messages bigint not null, primary key (account, month))";

    private static final String READ =
            "select service_messages from whatsapp360_billed where account = ? and month = ?";

    /** Locks in the order of key hashes, then of months. */
    private static final String STORE = """
            with x as materialized (
              select ?::text as account, * from unnest(?::bytea[], ?::text[]) as x (hash, month)
            ), d as (
              insert into whatsapp360_seen (account, hash, stored_at)
              select account, hash, (extract(epoch from clock_timestamp()) * 1000)::bigint from x order by hash
              on conflict (account, hash) do nothing returning hash
            ), b as (
              insert into whatsapp360_billed as b (account, month, service_messages)
              select account, month, count(*) from x join d using (hash) where month <> ''
                group by account, month order by month
              on conflict (account, month) do update
                set service_messages = b.service_messages + excluded.service_messages
              returning month, service_messages
            ) select hash, null as month, 0 as service_messages from d
              union all select null, month, service_messages from b""";

    private final Connections connections;
    private final String account;
    private final GroupCommit<Batch, Stored> entries;

    /** The number of each month, as last read or written. */
    private final Map<YearMonth, Long> known = new ConcurrentHashMap<>();

    private record Batch(List<Message> messages, YearMonth month) {}

    PostgresBilledStore(PostgresDatabase database) {
        this.connections = database.connections();
        this.account = database.account();
        this.entries = new GroupCommit<>(
                this::write, batch -> BYTES_PER_MESSAGE * batch.messages().size());
    }

    /** Returns the task that writes; it runs as long as the inbox is open. */
    GroupCommit<?, ?> commits() {
        return entries;
    }

    @Override
    public CompletableFuture<Stored> store(List<Message> messages, YearMonth month) {
        return entries.submit(new Batch(messages, month));
    }

    private List<Stored> write(List<Batch> batches) {
        Map<String, String> months = new LinkedHashMap<>();
        for (Batch batch : batches) {
            for (Message message : batch.messages()) {
                months.putIfAbsent(
                        message.key(), message.service() ? batch.month().toString() : "");
            }
        }
        Set<String> fresh = insert(months);
        return batches.stream()
                .map(batch -> new Stored(
                        batch.messages().stream()
                                .filter(message -> fresh.remove(message.key()))
                                .toList(),
                        known.getOrDefault(batch.month(), 0L)))
                .toList();
    }

    /** @param months of the keys; empty for what is no service message */
    private Set<String> insert(Map<String, String> months) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connections.use(connection -> insert(connection, months));
            } catch (SQLException failure) {
                String problem = "Cannot write the billed messages: " + failure.getMessage();
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

    private Set<String> insert(Connection connection, Map<String, String> months) throws SQLException {
        Map<ByteBuffer, String> keys = new HashMap<>();
        List<byte[]> hashes = new ArrayList<>();
        for (String key : months.keySet()) {
            byte[] hash = KeyHash.of(key);
            hashes.add(hash);
            keys.put(ByteBuffer.wrap(hash), key);
        }
        Set<String> fresh = new HashSet<>();
        try (PreparedStatement store = connection.prepareStatement(STORE)) {
            store.setString(1, account);
            store.setArray(2, connection.createArrayOf("bytea", hashes.toArray(new byte[0][])));
            store.setArray(3, connection.createArrayOf("text", months.values().toArray(new String[0])));
            try (ResultSet row = store.executeQuery()) {
                while (row.next()) {
                    byte @Nullable [] hash = row.getBytes(1);
                    if (hash == null) {
                        known.put(YearMonth.parse(row.getString(2)), row.getLong(3));
                    } else {
                        fresh.add(String.valueOf(keys.get(ByteBuffer.wrap(hash))));
                    }
                }
            }
        }
        return fresh;
    }

    @Override
    public long serviceMessages(YearMonth month) {
        try {
            long messages = connections.use(connection -> readOrCreate(connection, month));
            known.put(month, messages);
            return messages;
        } catch (SQLException failure) {
            throw new InboxException(
                    "Cannot use the table whatsapp360_billed in " + connections + ": " + failure.getMessage()
                            + " (it is created at the start, or by the script postgresql.sql if the user may not"
                            + " create tables)",
                    failure);
        }
    }

    /** The table is missing if an earlier version created the others. Two nodes may create it at once. */
    private long readOrCreate(Connection connection, YearMonth month) throws SQLException {
        try {
            return read(connection, month);
        } catch (SQLException failure) {
            if (!NO_SUCH_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
        }
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        } catch (SQLException madeMeanwhile) {
            try {
                return read(connection, month);
            } catch (SQLException missing) {
                madeMeanwhile.addSuppressed(missing);
                throw madeMeanwhile;
            }
        }
        return 0;
    }

    private long read(Connection connection, YearMonth month) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ)) {
            query.setString(1, account);
            query.setString(2, month.toString());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
