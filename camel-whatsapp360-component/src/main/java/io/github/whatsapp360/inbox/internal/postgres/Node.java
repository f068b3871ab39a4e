package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Heartbeat;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share an inbox: renews the lease on its turns, declares others dead whose heartbeat
 * stands still, and joins anew when it was declared dead itself.
 *
 * <p>Its own lease counts from before a heartbeat was sent: however late the answer comes, the others cannot have seen
 * that heartbeat earlier. Theirs count from when this node saw them first. So nobody is declared dead who still
 * believes to hold a lease, whatever the clock of the database does meanwhile.
 *
 * <p>{@link #number} and {@link #holdsLease} are thread-safe; the rest is confined to one thread at a time.
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

    /** Its number at present; another one after it was declared dead. */
    long number() {
        return number;
    }

    /**
     * Whether nobody can have declared it dead under this number: it is the present one, and its lease has not run out.
     */
    boolean holdsLease(long asNumber) {
        return asNumber == number && nanoTime.getAsLong() - leaseFrom < lease.toNanos();
    }

    void join() throws SQLException {
        long begun = nanoTime.getAsLong();
        number = database.join(name);
        leaseFrom = begun;
        peers.forget();
    }

    /** Renews the lease and looks at the others. */
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
                        "Node {} was silent for {} and is given up; the others run what it had begun.",
                        dead.name(),
                        lease);
            }
        }
    }

    private void joinAnew() throws SQLException {
        long before = number;
        join();
        LOG.warn(
                "This node, {} ({}), was silent for {} and was given up; what it had begun may run twice. It is {} now.",
                name,
                before,
                lease,
                number);
    }

    /** Ends the node: what it has is free for the others. */
    void leave() {
        try {
            if (number != 0) {
                database.leave(number);
            }
        } catch (SQLException unreachable) {
            LOG.warn("Node {} could not leave; the others notice within {}: {}", name, lease, unreachable.getMessage());
        }
    }
}
