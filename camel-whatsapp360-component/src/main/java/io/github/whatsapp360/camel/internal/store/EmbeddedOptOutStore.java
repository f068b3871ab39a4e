/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The customers who have opted out of marketing messages, in the database of the account's embedded inbox: one row of
 * the table {@code account_fact} for each customer who ever decided. Those who have stopped are in memory too.
 *
 * <p>Thread-safe: the inbox writes, on its own thread.
 */
final class EmbeddedOptOutStore implements CompanionTable {

    private static final String PREFIX = "opt_out:";
    private static final String STOPPED = "stop";
    private static final String RESUMED = "resume";

    private final Map<String, OptOutStore.Decision> decisions = new ConcurrentHashMap<>();

    /** Returns the store with the inbox that writes it. */
    OptOutStore with(EmbeddedInbox inbox) {
        return new InboxOptOutStore(this, inbox);
    }

    private record InboxOptOutStore(EmbeddedOptOutStore table, EmbeddedInbox inbox) implements OptOutStore {

        @Override
        public CompletableFuture<?> store(List<Decision> decisions) {
            return inbox.store(List.of(), table.new DecisionsEntry(decisions));
        }

        @Override
        public boolean hasStopped(Collection<String> keys) {
            return OptOutStore.isStop(keys.stream().map(table.decisions::get).filter(Objects::nonNull));
        }

        @Override
        public CompletableFuture<?> forget(Collection<String> keys) {
            return inbox.store(List.of(), table.new ForgottenEntry(List.copyOf(keys)));
        }
    }

    /** Confined to the inbox's thread. */
    private final class DecisionsEntry implements Entry {

        private final List<OptOutStore.Decision> made;

        DecisionsEntry(List<OptOutStore.Decision> made) {
            this.made = made;
        }

        @Override
        public void write(Connection connection) throws SQLException {
            for (OptOutStore.Decision each : made) {
                AccountFacts.put(
                        connection,
                        PREFIX + each.key(),
                        each.stopped() ? STOPPED : RESUMED,
                        each.at().toEpochMilli());
            }
        }

        @Override
        public void committed() {
            for (OptOutStore.Decision each : made) {
                decisions.merge(each.key(), each, (known, later) -> known.at().isAfter(later.at()) ? known : later);
            }
        }
    }

    /** Confined to the inbox's thread. */
    private final class ForgottenEntry implements Entry {

        private final List<String> keys;

        ForgottenEntry(List<String> keys) {
            this.keys = keys;
        }

        @Override
        public void write(Connection connection) throws SQLException {
            try (PreparedStatement delete = connection.prepareStatement("delete from account_fact where name = ?")) {
                for (String key : keys) {
                    delete.setString(1, PREFIX + key);
                    delete.executeUpdate();
                }
            }
        }

        @Override
        public void committed() {
            keys.forEach(decisions::remove);
        }
    }

    @Override
    public void create(Connection connection) throws SQLException {
        AccountFacts.create(connection);
        decisions.clear();
        try (PreparedStatement query = connection.prepareStatement(
                "select name, value, learned_at from account_fact where name >= ? and name < ?")) {
            query.setString(1, PREFIX);
            query.setString(2, PREFIX.replace(':', ';'));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String key = row.getString(1).substring(PREFIX.length());
                    boolean stopped = row.getString(2).equals(STOPPED);
                    decisions.put(key, new OptOutStore.Decision(key, stopped, Instant.ofEpochMilli(row.getLong(3))));
                }
            }
        }
    }

    @Override
    public void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {
        if (row.size() == 3 && row.get(0) instanceof String name && name.startsWith(PREFIX)) {
            AccountFacts.recovered(connection, name, row);
        }
    }
}
