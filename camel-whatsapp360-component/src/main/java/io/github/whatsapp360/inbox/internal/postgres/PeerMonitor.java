/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The heartbeats of the other nodes as seen by this node, with its own monotonic time: a node is dead if its heartbeat
 * did not change for the length of the lease while this node polled without a gap. Clocks of the database and of other
 * nodes do not matter.
 *
 * <p>Confined to the heartbeat thread.
 */
final class PeerMonitor {

    private final long lease;
    private final Map<Long, SeenHeartbeat> seen = new HashMap<>();
    private long lastPoll;

    /** A heartbeat, and when this node saw it first. */
    private record SeenHeartbeat(long value, long since) {}

    PeerMonitor(Duration lease) {
        this.lease = lease.toNanos();
    }

    /** Forgets all heartbeats: this node was disconnected itself, or is new. */
    void forget() {
        seen.clear();
    }

    /**
     * Records heartbeats and finds dead nodes.
     *
     * @param begun when the query was sent: an unchanged heartbeat has been missed until then
     * @param answered when the result arrived: a new heartbeat happened before
     * @return the last heartbeats of dead nodes
     */
    List<Heartbeat> findDead(List<Heartbeat> heartbeats, long begun, long answered) {
        if (begun - lastPoll > lease / 2) {
            forget();
        }
        lastPoll = begun;
        List<Heartbeat> dead = new ArrayList<>();
        Map<Long, SeenHeartbeat> now = new HashMap<>();
        for (Heartbeat heartbeat : heartbeats) {
            SeenHeartbeat before = seen.get(heartbeat.node());
            if (before == null || before.value() != heartbeat.value()) {
                now.put(heartbeat.node(), new SeenHeartbeat(heartbeat.value(), answered));
            } else {
                now.put(heartbeat.node(), before);
                if (begun - before.since() >= lease) {
                    dead.add(heartbeat);
                }
            }
        }
        seen.clear();
        seen.putAll(now);
        return dead;
    }
}
