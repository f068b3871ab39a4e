/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.InboxInsight.NodeState;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Heartbeat;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among those that share an inbox. It renews the lease on its conversation locks, declares nodes dead whose
 * heartbeats are missed, and rejoins after it was declared dead itself.
 *
 * <p>Its own lease starts before a heartbeat is sent: other nodes cannot have seen that heartbeat earlier, however late
 * the response arrives. The leases of other nodes start when this node first saw their heartbeat. So no node is
 * declared dead that still holds its lease by its own measure, whatever the database clock does.
 *
 * <p>{@link #number}, {@link #holdsLease} and {@link #lost} are thread-safe; the rest is confined to one thread at a
 * time.
 */
final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final SharedDatabase database;
    private final String name;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final PeerMonitor peers;
    private volatile long number;
    private volatile long leaseFrom;

    Node(SharedDatabase database, PostgresInbox.NodeIdentity self, LongSupplier nanoTime) {
        this.database = database;
        this.name = self.name();
        this.lease = self.lease();
        this.nanoTime = nanoTime;
        this.peers = new PeerMonitor(lease);
    }

    /** Current number of the node; it changes after the node was declared dead. */
    long number() {
        return number;
    }

    /**
     * Whether no other node can have declared this number dead: it is the current one, and its lease has not expired.
     */
    boolean holdsLease(long asNumber) {
        return asNumber == number && nanoTime.getAsLong() - leaseFrom < lease.toNanos();
    }

    /** Nodes that were declared dead in the last hour, and have not joined again under their name. */
    List<NodeState> lost() {
        long now = nanoTime.getAsLong();
        return peers.lost().stream()
                .map(each -> new NodeState(
                        each.name(), null, Duration.ofNanos(now - each.since()).toMillis(), false, false))
                .toList();
    }

    void join() throws SQLException {
        long begun = nanoTime.getAsLong();
        number = database.join(name);
        leaseFrom = begun;
        peers.forget();
    }

    /** Renews the lease and checks the heartbeats of the other nodes. */
    void heartbeat() throws SQLException {
        long begun = nanoTime.getAsLong();
        List<Heartbeat> all = new ArrayList<>(database.heartbeat(number));
        long answered = nanoTime.getAsLong();
        if (!all.removeIf(heartbeat -> heartbeat.node() == number)) {
            joinAnew();
            return;
        }
        leaseFrom = begun;
        for (Heartbeat dead : peers.findDead(all, begun, answered)) {
            if (database.declareDead(dead)) {
                LOG.warn(
                        "Node {} missed its heartbeat for {} and is declared dead; other nodes run its unsettled"
                                + " events",
                        dead.name(),
                        lease);
            }
        }
    }

    private void joinAnew() throws SQLException {
        long before = number;
        join();
        LOG.warn(
                "This node, {} (number {}), missed its heartbeat for {} and was declared dead; its unsettled events"
                        + " may run twice. Its number is now {}",
                name,
                before,
                lease,
                number);
    }

    /** Leaves: the conversation locks of this node are released. */
    void leave() {
        try {
            if (number != 0) {
                database.leave(number);
            }
        } catch (SQLException unreachable) {
            LOG.warn(
                    "Node {} could not leave; other nodes release its events within {}: {}",
                    name,
                    lease,
                    unreachable.getMessage());
        }
    }
}
