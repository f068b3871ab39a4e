/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The heartbeats of the other nodes as seen by this node, with its own monotonic time: a node is dead if its heartbeat
 * did not change for the length of the lease while this node polled without a gap. Clocks of the database and of other
 * nodes do not matter.
 *
 * <p>A node that vanishes with an old heartbeat did not leave by itself: this or another node has declared it dead. It
 * is remembered for an hour, or until a node of its name joins.
 *
 * <p>Confined to the heartbeat thread, except {@link #lost}.
 */
final class PeerMonitor {

    private static final long MEMORY = Duration.ofHours(1).toNanos();
    private static final int MAXIMUM_LOST = 100;

    private final long lease;
    private final Map<Long, SeenHeartbeat> seen = new HashMap<>();
    private volatile List<LostNode> lost = List.of();
    private long lastPoll;

    /** A heartbeat, and when this node saw it first. */
    private record SeenHeartbeat(String name, long value, long since) {}

    /**
     * A node that was declared dead.
     *
     * @param since when this node saw its last heartbeat, by the monotonic time
     */
    record LostNode(String name, long since) {}

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
                now.put(heartbeat.node(), new SeenHeartbeat(heartbeat.name(), heartbeat.value(), answered));
            } else {
                now.put(heartbeat.node(), before);
                if (begun - before.since() >= lease) {
                    dead.add(heartbeat);
                }
            }
        }
        remember(now, begun);
        seen.clear();
        seen.putAll(now);
        return dead;
    }

    /** A node that leaves has beaten shortly before; one that is declared dead has not. */
    private void remember(Map<Long, SeenHeartbeat> now, long begun) {
        List<LostNode> known = new ArrayList<>(lost);
        seen.forEach((node, last) -> {
            if (!now.containsKey(node) && begun - last.since() >= lease / 2) {
                known.add(new LostNode(last.name(), last.since()));
            }
        });
        Set<String> present = new HashSet<>();
        now.values().forEach(each -> present.add(each.name()));
        known.removeIf(each -> present.contains(each.name()) || begun - each.since() >= MEMORY);
        lost = List.copyOf(known.subList(Math.max(0, known.size() - MAXIMUM_LOST), known.size()));
    }

    /** The nodes that were declared dead, the last one last. Thread-safe. */
    List<LostNode> lost() {
        return lost;
    }
}
