package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The phone number id of an account in the database of its embedded inbox.
 *
 * <pre>
 *  account_fact
 *    name         phone_number_id
 *    value        the id; empty after it was cleared, so that recovery after damage finds no older version
 *    learned_at   milliseconds since 1970
 * </pre>
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
            return inbox.store(List.of(), writer -> put(writer, value, now)).thenApply(written -> {
                table.kept = value.isEmpty() ? null : value;
                return written;
            });
        }
    }

    @Override
    public void create(Connection connection) throws SQLException {
        createTable(connection);
        try (PreparedStatement query = connection.prepareStatement("select value from account_fact where name = ?")) {
            query.setString(1, NAME);
            try (ResultSet row = query.executeQuery()) {
                String value = row.next() ? row.getString(1) : "";
                kept = value.isEmpty() ? null : value;
            }
        }
    }

    private static void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists account_fact (name text primary key,"
                    + " value text not null, learned_at bigint not null) without rowid");
        }
    }

    @Override
    public void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {
        if (row.size() == 3
                && NAME.equals(row.get(0))
                && row.get(1) instanceof String value
                && row.get(2) instanceof Long learnedAt) {
            createTable(connection);
            put(connection, value, learnedAt);
        }
    }

    /** Writes the id, unless a later one is stored. */
    private static void put(Connection connection, String value, long learnedAt) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("insert into account_fact (name, value, learned_at)"
                + " values (?, ?, ?) on conflict (name) do update set value = excluded.value,"
                + " learned_at = excluded.learned_at where excluded.learned_at >= account_fact.learned_at")) {
            put.setString(1, NAME);
            put.setString(2, value);
            put.setLong(3, learnedAt);
            put.executeUpdate();
        }
    }
}
