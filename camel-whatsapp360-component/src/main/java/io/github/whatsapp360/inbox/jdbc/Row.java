package io.github.whatsapp360.inbox.jdbc;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A waiting event as it was read back.
 *
 * @param due in milliseconds; null for at once
 */
record Row(
        long id,
        InboxEvent event,
        long storedAt,
        long checksum,
        @Nullable Long due,
        int attempts,
        @Nullable String progress) {

    static final String COLUMNS = "id, key, conversation, kind, stored_at, checksum, due, attempts, progress, body";

    static Row of(ResultSet row) throws SQLException {
        long due = row.getLong("due");
        Long dueOrNull = row.wasNull() ? null : due;
        return new Row(
                row.getLong("id"),
                new InboxEvent(text(row, "key"), text(row, "conversation"), text(row, "kind"), bytes(row)),
                row.getLong("stored_at"),
                row.getLong("checksum"),
                dueOrNull,
                row.getInt("attempts"),
                row.getString("progress"));
    }

    /** Whether it is what was written; if not, nothing in it can be relied upon. */
    boolean isIntact() {
        return checksum == Checksum.of(event, storedAt);
    }

    Claim toClaim(boolean recovered) {
        return new Claim(id, event, attempts, Instant.ofEpochMilli(storedAt), recovered, progress);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static byte[] bytes(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return body == null ? new byte[0] : body;
    }
}
