/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A waiting event as read from the database.
 *
 * @param due milliseconds since 1970; null for now
 */
record EventRow(
        long id,
        InboxEvent event,
        long storedAt,
        long checksum,
        @Nullable Long due,
        int attempts) {

    static final String COLUMNS = "id, key, conversation, kind, stored_at, checksum, due, attempts, subscription, body";

    /** Reads the current row of a query for {@link #COLUMNS}. */
    static EventRow of(ResultSet row) throws SQLException {
        long due = row.getLong(7);
        Long dueOrNull = row.wasNull() ? null : due;
        return new EventRow(
                row.getLong(1), event(row, 2, 3, 9, 4, 10), row.getLong(5), row.getLong(6), dueOrNull, row.getInt(8));
    }

    /** Whether the checksum matches; otherwise the content is not reliable. */
    boolean isIntact() {
        return checksum == Checksum.of(event, storedAt);
    }

    Claim toClaim(boolean recovered) {
        return new Claim(id, event, attempts, Instant.ofEpochMilli(storedAt), recovered);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Reads an event from the columns of key, conversation, subscription, kind and body, in this order. */
    static InboxEvent event(ResultSet row, int... columns) throws SQLException {
        byte[] body = row.getBytes(columns[4]);
        return new InboxEvent(
                text(row, columns[0]),
                text(row, columns[1]),
                text(row, columns[2]),
                text(row, columns[3]),
                body == null ? new byte[0] : body);
    }
}
