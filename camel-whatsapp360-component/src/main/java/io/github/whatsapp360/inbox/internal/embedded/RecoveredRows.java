/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import io.github.whatsapp360.inbox.internal.embedded.repair.FileRecovery;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the rows of a damaged database into a new one. A row whose checksum does not match becomes a dead letter.
 *
 * <p><b>Limit:</b> as {@link FileRecovery}: completed events may be found and run again.
 *
 * <p>Confined to one thread. The damaged database must not be open elsewhere.
 */
final class RecoveredRows implements FileRecovery.Target {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveredRows.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final InboxTables into;
    private final List<CompanionTable> companions;
    private int events;
    private int deadLetters;
    private int keys;
    private int damaged;
    private boolean isFirstVersion;

    private RecoveredRows(Clock clock, InboxTables into, List<CompanionTable> companions) {
        this.clock = clock;
        this.into = into;
        this.companions = companions;
    }

    /**
     * Fills a new database from a damaged one.
     *
     * @param into a database with empty tables and an open transaction
     * @param companions receive the rows of other tables
     */
    static void copy(Path file, Clock clock, InboxTables into, List<CompanionTable> companions)
            throws IOException, SQLException {
        RecoveredRows rows = new RecoveredRows(clock, into, companions);
        FileRecovery.read(file, rows);
        into.renumberDeadLetters();
        LOG.warn(
                "Recovered from the damaged {}: {} waiting events, {} dead letters, {} keys; {} rows were damaged"
                        + " and are dead letters if they could be read",
                file,
                rows.events,
                rows.deadLetters,
                rows.keys,
                rows.damaged);
    }

    /** Returns the name under which the damaged file is kept. */
    static Path damagedFileName(Path file, Clock clock) {
        return file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
    }

    @Override
    public void begin(int schemaVersion) {
        isFirstVersion = schemaVersion == 1;
    }

    @Override
    public void row(long id, List<@Nullable Object> columns) throws SQLException {
        if (Columns.isRow(columns)) {
            copyRow(id, new Columns(columns, isFirstVersion));
        }
    }

    @Override
    public void unreadable() {
        damaged++;
    }

    private void copyRow(long id, Columns row) throws SQLException {
        InboxEvent event = row.event();
        long storedAt = row.number(4);
        long now = clock.millis();
        if (row.checksum() != Checksum.of(event, storedAt)) {
            damaged++;
            InboxEvent rest =
                    new InboxEvent(event.key(), event.conversation(), "", DeadLetter.UNREADABLE, event.body());
            into.addDeadLetter(null, rest, Math.max(0, storedAt), 0, now, "Damaged on disk.");
        } else if (row.isEvent()) {
            events++;
            boolean unused = into.addEvent(id, event, storedAt);
            if (row.number(7) > 0) {
                into.delayEvent(id, (int) row.number(7), row.number(6));
            }
        } else {
            deadLetters++;
            into.addDeadLetter(null, event, storedAt, (int) row.number(5), row.number(6), row.text(7));
        }
    }

    /**
     * A row of the tables {@code event} or {@code dead_letter}; see the package description. A dead letter of schema
     * version 1 has no last column.
     */
    private record Columns(List<@Nullable Object> values, boolean isFirstVersion) {

        static boolean isRow(List<@Nullable Object> values) {
            return values.size() == 10 || values.size() == 11;
        }

        boolean isEvent() {
            return values.get(7) instanceof Long;
        }

        InboxEvent event() {
            Object body = values.get(9);
            return new InboxEvent(
                    text(1), text(2), subscription(), text(3), body instanceof byte[] bytes ? bytes : new byte[0]);
        }

        private String subscription() {
            Object last = isEvent() ? values.get(8) : values.size() > 10 ? values.get(10) : null;
            String text = last instanceof String name ? name : "";
            return isFirstVersion && !text.isEmpty() ? SubscriptionResolver.DONE + text : text;
        }

        long checksum() {
            return number(isEvent() ? 5 : 8);
        }

        String text(int column) {
            return String.valueOf(values.get(column));
        }

        long number(int column) {
            return values.get(column) instanceof Long number ? number : 0;
        }
    }

    @Override
    public void keyRow(List<@Nullable Object> row) throws SQLException {
        if (row.size() == 2 && row.get(0) instanceof byte[] hash && row.get(1) instanceof Long storedAt) {
            into.addKey(hash, storedAt, storedAt);
            keys++;
        } else if (row.size() > 2) {
            for (CompanionTable companion : companions) {
                companion.recovered(into.connection(), row);
            }
        }
    }
}
