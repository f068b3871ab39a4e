/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.Backlog;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the backlog with the waiting events of a database when its inbox opens.
 *
 * <p>Confined to one thread.
 */
final class BacklogLoader {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogLoader.class);

    private final SqlDatabase database;
    private final Backlog backlog;
    private final AtomicLong ids;
    private final Clock clock;
    private final Duration maximumDelay;

    /**
     * Creates a loader.
     *
     * @param ids the last assigned id; advanced to that of the database
     * @param maximumDelay upper limit of the delay of an event
     */
    BacklogLoader(SqlDatabase database, Backlog backlog, AtomicLong ids, Clock clock, Duration maximumDelay) {
        this.database = database;
        this.backlog = backlog;
        this.ids = ids;
        this.clock = clock;
        this.maximumDelay = maximumDelay;
    }

    /**
     * Loads all waiting events.
     *
     * @param resolver assigns subscriptions to events that an earlier version stored
     */
    void load(InboxReader reader, InboxTables tables, SubscriptionResolver resolver) throws SQLException {
        assign(recover(reader), reader, tables, resolver);
    }

    /** Fills the backlog. Returns the ids of events that an earlier version stored without a subscription. */
    private List<Long> recover(InboxReader reader) throws SQLException {
        List<Long> unassigned = new ArrayList<>();
        reader.recover((id, event, storedAt, due) -> {
            if (SubscriptionResolver.isUnassigned(event)) {
                unassigned.add(id);
            } else if (id > ids.get()) {
                backlog.add(id, event.subscription(), event.conversationKey(), storedAt, limitDelay(due));
            }
            ids.accumulateAndGet(id, Math::max);
        });
        ids.accumulateAndGet(reader.lastDeadLetter(), Math::max);
        return unassigned;
    }

    /** Limits a due time of an earlier process: the clock may have been set back since. */
    private @Nullable Instant limitDelay(@Nullable Instant due) {
        Instant latest = clock.instant().plus(maximumDelay);
        return due != null && due.isAfter(latest) ? latest : due;
    }

    /**
     * Assigns subscriptions in one transaction, so that it starts again if the process ends meanwhile. Damaged events
     * become dead letters.
     */
    private void assign(List<Long> unassigned, InboxReader reader, InboxTables tables, SubscriptionResolver resolver)
            throws SQLException {
        if (unassigned.isEmpty()) {
            return;
        }
        database.begin(tables.connection(), true);
        List<EventRow> assigned = new ArrayList<>();
        for (long id : unassigned) {
            for (EventRow row : reader.events(id, 1)) {
                if (row.isIntact()) {
                    assigned.addAll(assign(row, tables, resolver));
                } else {
                    InboxEvent rest = new InboxEvent(
                            "", "", "", DeadLetter.UNREADABLE, row.event().body());
                    long now = clock.millis();
                    tables.addDeadLetter(ids.incrementAndGet(), rest, now, 0, now, "Damaged on disk.");
                    tables.deleteEvent(id);
                }
            }
        }
        tables.commit();
        for (EventRow row : assigned) {
            Instant due = row.due() == null ? null : Instant.ofEpochMilli(row.due());
            InboxEvent event = row.event();
            backlog.add(
                    row.id(),
                    event.subscription(),
                    event.conversationKey(),
                    Instant.ofEpochMilli(row.storedAt()),
                    limitDelay(due));
        }
        LOG.info(
                "Inbox {}: {} events of an earlier version were assigned to subscriptions",
                database,
                unassigned.size());
    }

    private List<EventRow> assign(EventRow row, InboxTables tables, SubscriptionResolver resolver) throws SQLException {
        List<EventRow> assigned = new ArrayList<>();
        for (InboxEvent event : resolver.assign(row.event())) {
            long id = ids.incrementAndGet();
            tables.addNewEvent(id, event, row.storedAt());
            if (row.due() != null) {
                tables.delayEvent(id, row.attempts(), row.due());
            }
            InboxEvent withoutBody = new InboxEvent("", event.conversation(), event.subscription(), "", new byte[0]);
            assigned.add(new EventRow(id, withoutBody, row.storedAt(), 0, row.due(), row.attempts()));
        }
        tables.deleteEvent(row.id());
        return assigned;
    }
}
