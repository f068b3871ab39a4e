/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The phone number id of an account in the database of its embedded inbox.
 *
 * <p>Its name in the table {@code account_fact} is {@code phone_number_id}.
 *
 * <p>Thread-safe: the inbox writes, on its own thread.
 */
final class EmbeddedPhoneNumberIdStore implements CompanionTable {

    private static final String NAME = "phone_number_id";

    private final Clock clock;
    private volatile @Nullable String kept;

    EmbeddedPhoneNumberIdStore(Clock clock) {
        this.clock = clock;
    }

    /** Returns the store with the inbox that writes it. */
    PhoneNumberIdStore with(EmbeddedInbox inbox) {
        return new InboxPhoneNumberIdStore(this, inbox);
    }

    private record InboxPhoneNumberIdStore(EmbeddedPhoneNumberIdStore table, EmbeddedInbox inbox)
            implements PhoneNumberIdStore {

        @Override
        public @Nullable String read() {
            return table.kept;
        }

        @Override
        public CompletableFuture<String> keep(String phoneNumberId) {
            return write(phoneNumberId).thenApply(written -> phoneNumberId);
        }

        @Override
        public void forget() {
            try {
                int unused = write("").join();
            } catch (CompletionException refused) {
                throw new InboxException("Cannot clear the phone number id: " + refused.getMessage(), refused);
            }
        }

        private CompletableFuture<Integer> write(String value) {
            long now = table.clock.millis();
            return inbox.store(List.of(), writer -> AccountFacts.put(writer, NAME, value, now))
                    .thenApply(written -> {
                        table.kept = value.isEmpty() ? null : value;
                        return written;
                    });
        }
    }

    @Override
    public void create(Connection connection) throws SQLException {
        AccountFacts.create(connection);
        String value = AccountFacts.read(connection, NAME);
        kept = value.isEmpty() ? null : value;
    }

    @Override
    public void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {
        AccountFacts.recovered(connection, NAME, row);
    }
}
