package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node has seen of the heartbeats of the others, by its own stopwatch: a node is dead when its heartbeat did
 * not change for the length of the lease, during which this node looked again and again without a gap. No clock of the
 * database or of another node has a part in that.
 *
 * <p>Confined to the thread of the heartbeat.
 */
final class PeerMonitor {

    private final long lease;
    private final Map<Long, SeenHeartbeat> seen = new HashMap<>();
    private long lastPoll;

    /** A heartbeat, and when this node saw it for the first time. */
    private record SeenHeartbeat(long value, long since) {}

    PeerMonitor(Duration lease) {
        this.lease = lease.toNanos();
    }

    /** What was seen until now does not count: this node was out of touch itself, or is new. */
    void forget() {
        seen.clear();
    }

    /**
     * Takes note of what was read.
     *
     * @param begun when the question was sent; by then a heartbeat that is unchanged had already been silent
     * @param answered when the answer was there; a heartbeat that is new happened before
     * @return those who are dead
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
