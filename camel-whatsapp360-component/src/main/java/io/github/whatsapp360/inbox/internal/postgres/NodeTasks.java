/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The periodic tasks of a node: heartbeat; settling; counting and key expiry. Each runs on its own thread, so that a
 * slow task does not delay the heartbeat.
 *
 * <p>Thread-safe.
 */
final class NodeTasks {

    private static final Logger LOG = LoggerFactory.getLogger(NodeTasks.class);

    /** Heartbeats per lease. */
    private static final int HEARTBEATS_PER_LEASE = 10;

    private static final int KEYS_SWEPT_PER_EVENT = 4;
    private static final int MAXIMUM_KEYS_PER_SWEEP = 10_000;

    private final SharedDatabase database;
    private final InboxLimits limits;
    private final PostgresInbox.NodeIdentity self;
    private final Parts parts;
    private final PeriodicTask heartbeat;
    private final PeriodicTask settling;
    private final PeriodicTask housekeeping;
    private volatile Runnable workArrived = () -> {};
    private byte[] sweptUpTo = new byte[0];
    private volatile long databaseTime;

    /** The parts of the inbox that the tasks use. */
    record Parts(
            Node node, DatabaseHealth health, ClaimBatches claims, InboxCounters counters, DeliveryWriter writer) {}

    NodeTasks(SharedDatabase database, InboxLimits limits, PostgresInbox.NodeIdentity self, Parts parts) {
        this.database = database;
        this.limits = limits;
        this.self = self;
        this.parts = parts;
        Duration pause = self.lease().dividedBy(HEARTBEATS_PER_LEASE);
        this.heartbeat = new PeriodicTask(pause, this::heartbeat, parts.health());
        this.settling = new PeriodicTask(pause, this::settle, parts.health());
        this.housekeeping = new PeriodicTask(pause, this::maintain, parts.health());
    }

    /**
     * Returns the tasks; each runs on a thread until {@link #end}.
     *
     * @param listener polls for events of other nodes
     */
    List<Runnable> begin(Runnable listener) throws SQLException {
        workArrived = listener;
        databaseTime = database.runOverdue(0, limits.maximumDelay());
        return List.of(heartbeat, settling, housekeeping);
    }

    /** Must stay the only work of its thread. */
    private void heartbeat() throws SQLException {
        parts.node().heartbeat();
        parts.health().heartbeatSucceeded();
    }

    /** Writes settlements and releases unused locks while nothing is claimed; a claim writes settlements itself. */
    private void settle() throws SQLException {
        parts.claims().write();
        databaseTime = database.runOverdue(databaseTime, limits.maximumDelay());
        workArrived.run();
    }

    private void maintain() throws SQLException {
        parts.counters().count(database);
        sweep();
    }

    /** Visits several keys per stored event, so that expired keys are deleted as fast as new ones are added. */
    private void sweep() throws SQLException {
        int keys = Math.min(
                MAXIMUM_KEYS_PER_SWEEP, KEYS_SWEPT_PER_EVENT * parts.writer().takeStored());
        if (keys > 0) {
            sweptUpTo = database.sweep(sweptUpTo, keys, limits.dedupePeriod());
        }
    }

    /** Ends the tasks, the heartbeat last: settlements need the lease. Waits at most {@code timeout} for each. */
    void end(Duration timeout) {
        try {
            for (PeriodicTask task : List.of(housekeeping, settling, heartbeat)) {
                if (!task.close(timeout) && !timeout.isZero()) {
                    LOG.warn("Node {} did not end within {}.", self.name(), timeout);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
