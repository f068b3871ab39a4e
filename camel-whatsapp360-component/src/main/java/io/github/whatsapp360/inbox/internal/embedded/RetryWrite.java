/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Writes attempts and due time of an event that runs again.
 *
 * @param next the event with its attempts
 * @param due earliest instant of the next run
 */
record RetryWrite(Claim next, Instant due, BodyCache bodyCache) implements PendingWrite {

    @Override
    public void apply(InboxTables tables) throws SQLException {
        tables.delayEvent(next.id(), next.attempts(), due.toEpochMilli());
    }

    @Override
    public void committed() {
        bodyCache.written(next);
    }
}
