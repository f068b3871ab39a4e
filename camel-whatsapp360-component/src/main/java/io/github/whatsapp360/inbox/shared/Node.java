package io.github.whatsapp360.inbox.shared;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share an inbox: renews the lease on its turns, gives up others that are silent, and joins anew
 * when it was given up itself.
 *
 * <p>By the database's clock a node is silent when it did not beat for the length of the lease. But only a node that was itself in
 * touch for as long, without interruption, gives another one up: after the database was away, all were silent, and all come back.
 *
 * <p>Thread-safe. {@link #run} occupies one thread until {@link #close}.
 */
final class Node implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** How often it beats in a lease. */
    private static final int BEATS = 10;

    private final SharedDatabase database;
    private final String name;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final Duties duties;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long number;
    private long inTouchSince;
    private volatile long lastBeat;

    /** What else is done at each beat. */
    interface Duties {

        /** All is well. */
        void beaten() throws SQLException;

        /** The database did not answer, or not as it should. */
        void failed(SQLException failure);
    }

    Node(SharedDatabase database, SharedInbox.Member self, LongSupplier nanoTime, Duties duties) {
        this.database = database;
        this.name = self.name();
        this.lease = self.lease();
        this.nanoTime = nanoTime;
        this.duties = duties;
    }

    /** Its number at present; another one after it was given up. */
    long number() {
        return number;
    }

    /** Whether nobody can have given it up under this number: it is the present one, and its lease has not run out. */
    boolean holdsLease(long asNumber) {
        return asNumber == number && nanoTime.getAsLong() - lastBeat < lease.toNanos();
    }

    void join() throws SQLException {
        number = database.join(name);
        lastBeat = nanoTime.getAsLong();
        inTouchSince = lastBeat;
    }

    @Override
    public void run() {
        try {
            while (!closing.await(lease.toNanos() / BEATS, TimeUnit.NANOSECONDS)) {
                beat();
            }
        } catch (InterruptedException asksToEnd) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void beat() {
        try {
            if (!database.beat(number)) {
                long before = number;
                join();
                LOG.warn(
                        "This node, {} ({}), was silent for {} and was given up; what it had begun may run twice. It is {} now.",
                        name,
                        before,
                        lease,
                        number);
            }
            long now = nanoTime.getAsLong();
            if (now - lastBeat > lease.toNanos() / 2) {
                inTouchSince = now;
            }
            lastBeat = now;
            if (now - inTouchSince >= lease.toNanos()) {
                giveUpOthers();
            }
            duties.beaten();
        } catch (SQLException failure) {
            inTouchSince = nanoTime.getAsLong();
            duties.failed(failure);
        } catch (RuntimeException unexpected) {
            LOG.error("A beat of node {} failed.", name, unexpected);
        }
    }

    private void giveUpOthers() throws SQLException {
        List<String> silent = database.giveUp(number, lease);
        if (!silent.isEmpty()) {
            LOG.warn(
                    "Nodes {} were silent for {} and are given up; the others run what they had begun.", silent, lease);
        }
    }

    /** Ends the beats, and then the node. */
    void close() {
        closing.countDown();
        try {
            if (!ended.await(lease.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("Node {} did not end within {}.", name, lease);
            }
            database.leave(number);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException unreachable) {
            LOG.warn("Node {} could not leave; the others notice within {}: {}", name, lease, unreachable.getMessage());
        }
    }
}
