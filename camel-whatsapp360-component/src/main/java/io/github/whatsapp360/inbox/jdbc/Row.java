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

    /** Of the current row of a query for {@link #COLUMNS}. */
    static Row of(ResultSet row) throws SQLException {
        long due = row.getLong(7);
        Long dueOrNull = row.wasNull() ? null : due;
        return new Row(
                row.getLong(1),
                new InboxEvent(text(row, 2), text(row, 3), text(row, 4), body(row)),
                row.getLong(5),
                row.getLong(6),
                dueOrNull,
                row.getInt(8),
                row.getString(9));
    }

    /** Whether it is what was written; if not, nothing in it can be relied upon. */
    boolean isIntact() {
        return checksum == Checksum.of(event, storedAt);
    }

    Claim toClaim(boolean recovered) {
        return new Claim(id, event, attempts, Instant.ofEpochMilli(storedAt), recovered, progress);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static byte[] body(ResultSet row) throws SQLException {
        byte[] body = row.getBytes(10);
        return body == null ? new byte[0] : body;
    }
}
