/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The billed messages of an account in the database of its embedded inbox: their keys among those of the events, which
 * the inbox deletes after {@code dedupePeriod}, and the month's number in the table {@code account_fact}.
 *
 * <p>Thread-safe: the inbox writes, on its own thread.
 */
final class EmbeddedBilledStore implements CompanionTable {

    private static final String NAME = "service_messages";

    private final Clock clock;
    private volatile Count kept = Count.NONE;

    EmbeddedBilledStore(Clock clock) {
        this.clock = clock;
    }

    /** The service messages of a month. Written as {@code 2026-12 431}. */
    private record Count(String month, long messages) {

        static final Count NONE = new Count("", 0);

        static Count parse(String text) {
            String[] parts = text.split(" ", 2);
            return parts.length == 2 && parts[1].matches("[0-9]{1,18}")
                    ? new Count(parts[0], Long.parseLong(parts[1]))
                    : NONE;
        }

        Count plus(long more, YearMonth present) {
            return new Count(present.toString(), in(present) + more);
        }

        long in(YearMonth present) {
            return present.toString().equals(month) ? messages : 0;
        }

        @Override
        public String toString() {
            return month + " " + messages;
        }
    }

    /** Returns the store with the inbox that writes it. */
    BilledStore with(EmbeddedInbox inbox) {
        return new InboxBilledStore(this, inbox);
    }

    private record InboxBilledStore(EmbeddedBilledStore table, EmbeddedInbox inbox) implements BilledStore {

        @Override
        public CompletableFuture<Stored> store(List<Message> messages, YearMonth month) {
            MessagesEntry entry = table.new MessagesEntry(messages, month);
            return inbox.store(List.of(), entry).thenApply(written -> entry.stored());
        }

        @Override
        public long serviceMessages(YearMonth month) {
            return table.kept.in(month);
        }
    }

    /** Confined to the inbox's thread until it is committed. */
    private final class MessagesEntry implements Entry {

        private final List<BilledStore.Message> messages;
        private final YearMonth month;
        private final List<BilledStore.Message> fresh = new ArrayList<>();
        private Count count = Count.NONE;

        MessagesEntry(List<BilledStore.Message> messages, YearMonth month) {
            this.messages = messages;
            this.month = month;
        }

        @Override
        public void write(Connection connection) throws SQLException {
            fresh.clear();
            long now = clock.millis();
            try (PreparedStatement add = connection.prepareStatement(
                    "insert into seen (hash, stored_at) values (?, ?) on conflict (hash) do nothing")) {
                for (BilledStore.Message message : messages) {
                    add.setBytes(1, KeyHash.of(message.key()));
                    add.setLong(2, now);
                    if (add.executeUpdate() > 0) {
                        fresh.add(message);
                    }
                }
            }
            long service = fresh.stream().filter(BilledStore.Message::service).count();
            count = Count.parse(AccountFacts.read(connection, NAME)).plus(service, month);
            if (service > 0) {
                AccountFacts.put(connection, NAME, count.toString(), now);
            }
        }

        @Override
        public void committed() {
            kept = count;
        }

        BilledStore.Stored stored() {
            return new BilledStore.Stored(fresh, count.messages());
        }
    }

    @Override
    public void create(Connection connection) throws SQLException {
        AccountFacts.create(connection);
        kept = Count.parse(AccountFacts.read(connection, NAME));
    }

    @Override
    public void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {
        AccountFacts.recovered(connection, NAME, row);
    }
}
