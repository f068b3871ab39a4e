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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who wants no marketing messages, in the database of the account's embedded inbox: one row of the table {@code
 * account_fact} for each customer who ever decided. Those who have stopped are in memory too.
 *
 * <p>Thread-safe: the inbox writes, on its own thread.
 */
final class EmbeddedOptOutStore implements CompanionTable {

    private static final String PREFIX = "opt_out:";
    private static final String STOPPED = "stop";
    private static final String RESUMED = "resume";

    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

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
        public boolean hasStopped(String key) {
            return table.stopped.contains(key);
        }
    }

    /** Confined to the inbox's thread. */
    private final class DecisionsEntry implements Entry {

        private final List<OptOutStore.Decision> decisions;
        private final Map<String, String> last = new HashMap<>();

        DecisionsEntry(List<OptOutStore.Decision> decisions) {
            this.decisions = decisions;
        }

        @Override
        public void write(Connection connection) throws SQLException {
            for (OptOutStore.Decision each : decisions) {
                String name = PREFIX + each.key();
                AccountFacts.put(
                        connection,
                        name,
                        each.stopped() ? STOPPED : RESUMED,
                        each.at().toEpochMilli());
                last.put(each.key(), AccountFacts.read(connection, name));
            }
        }

        @Override
        public void committed() {
            last.forEach((key, value) -> {
                if (value.equals(STOPPED)) {
                    stopped.add(key);
                } else {
                    stopped.remove(key);
                }
            });
        }
    }

    @Override
    public void create(Connection connection) throws SQLException {
        AccountFacts.create(connection);
        stopped.clear();
        try (PreparedStatement query = connection.prepareStatement(
                "select name from account_fact where name >= ? and name < ? and value = ?")) {
            query.setString(1, PREFIX);
            query.setString(2, PREFIX.replace(':', ';'));
            query.setString(3, STOPPED);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    stopped.add(row.getString(1).substring(PREFIX.length()));
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
