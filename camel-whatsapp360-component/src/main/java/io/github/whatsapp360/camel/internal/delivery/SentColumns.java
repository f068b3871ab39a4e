/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row of the sent-message log, the same in SQLite and PostgreSQL. Times are milliseconds since 1970.
 *
 * <pre>
 *  key             our key
 *  correlation     the sender's correlation id
 *  customer        recipient: digits of a number, business-scoped user id or group id
 *  message_id      of the API; null until it is known
 *  state           the name of a {@link DeliveryState}
 *  requested_at …  the times of the states
 *  error_code …    why it failed
 *  due             when its delivery event must be emitted; 0 at once, null if there is none to emit
 *  trace           the trace context of the send; null if it was not traced
 * </pre>
 */
final class SentColumns {

    static final String LIST = "key, correlation, customer, message_id, state, requested_at, sent_at, delivered_at,"
            + " read_at, failed_at, error_code, error_title, error_details, due, trace";

    static final String DEFINITIONS = "key text not null, correlation text, customer text, message_id text,"
            + " state text not null, requested_at bigint not null, sent_at bigint, delivered_at bigint,"
            + " read_at bigint, failed_at bigint, error_code bigint, error_title text, error_details text, due bigint,"
            + " trace text";

    static final int COUNT = 15;

    private SentColumns() {}

    /** Reads the current row of a query for {@link #LIST}. */
    static SentRow read(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(COUNT);
        for (int column = 1; column <= COUNT; column++) {
            if (isText(column)) {
                values.add(row.getString(column));
            } else {
                long number = row.getLong(column);
                values.add(row.wasNull() ? null : number);
            }
        }
        return rowOf(values);
    }

    private static boolean isText(int column) {
        return column <= 5 || column == 12 || column == 13 || column == COUNT;
    }

    /** Whether values that were recovered from a damaged file are a row of this log. */
    static boolean isRow(List<@Nullable Object> values) {
        if (values.size() != COUNT || !(values.get(0) instanceof String key) || !SendKeys.isKey(key)) {
            return false;
        }
        for (int column = 1; column <= COUNT; column++) {
            Object value = values.get(column - 1);
            if (value != null && !(isText(column) ? value instanceof String : value instanceof Long)) {
                return false;
            }
        }
        return values.get(5) != null
                && values.get(4) instanceof String state
                && List.of(DeliveryState.values()).stream()
                        .anyMatch(each -> each.name().equals(state));
    }

    /** The row of these values. */
    static SentRow rowOf(List<@Nullable Object> values) {
        Long code = (Long) values.get(10);
        String title = (String) values.get(11);
        String details = (String) values.get(12);
        ErrorItem error = code == null && title == null && details == null
                ? null
                : new ErrorItem(code == null ? null : code.intValue(), title, null, details, null);
        SentMessage message = new SentMessage(
                (String) Objects.requireNonNull(values.get(0)),
                (String) values.get(1),
                (String) values.get(2),
                (String) values.get(3),
                DeliveryState.valueOf((String) Objects.requireNonNull(values.get(4))),
                Objects.requireNonNull(instant(values.get(5))),
                instant(values.get(6)),
                instant(values.get(7)),
                instant(values.get(8)),
                instant(values.get(9)),
                error);
        return new SentRow(message, instant(values.get(13)), (String) values.get(14));
    }

    private static @Nullable Instant instant(@Nullable Object millis) {
        return millis instanceof Long time ? Instant.ofEpochMilli(time) : null;
    }

    /** Sets the parameters of a statement that writes a row, from this one on. */
    static void write(PreparedStatement statement, int first, SentRow row) throws SQLException {
        SentMessage message = row.message();
        ErrorItem error = message.error();
        int at = first;
        statement.setString(at++, text(message.key()));
        statement.setString(at++, text(message.correlationId()));
        statement.setString(at++, text(message.customer()));
        statement.setString(at++, text(message.messageId()));
        statement.setString(at++, message.state().name());
        set(statement, at++, message.requestedAt());
        set(statement, at++, message.sentAt());
        set(statement, at++, message.deliveredAt());
        set(statement, at++, message.readAt());
        set(statement, at++, message.failedAt());
        Integer code = error == null ? null : error.code();
        statement.setObject(at++, code == null ? null : code.longValue(), Types.BIGINT);
        statement.setString(at++, text(error == null ? null : title(error)));
        statement.setString(at++, text(error == null ? null : error.details()));
        set(statement, at++, row.due());
        statement.setString(at, row.trace());
    }

    private static @Nullable String title(ErrorItem error) {
        return error.title() == null ? error.message() : error.title();
    }

    private static void set(PreparedStatement statement, int at, @Nullable Instant time) throws SQLException {
        statement.setObject(at, time == null ? null : time.toEpochMilli(), Types.BIGINT);
    }

    /** PostgreSQL stores no NUL. */
    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }
}
