package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.InboxCount;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much waits, without asking each time: what was last counted, and what this node has added and taken away since. Exact while
 * this node alone is at work; of what the others do it learns with the next count.
 *
 * <p>Thread-safe.
 */
final class InboxCounters {

    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

    /** Counting a million takes a while: at most a fiftieth of the time is spent on it. */
    private static final int SHARE = 50;

    /** A count that changes of this node overlapped is only believed if there was no other for so long. */
    private static final Duration CLEAN_COUNT_TIMEOUT = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Map<String, Long> waiting = new HashMap<>();
    private long deadLetters;
    private @Nullable Instant oldest;
    private long changes;
    private int underWay;
    private long nextCount;
    private long lastCount;

    InboxCounters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** This node is about to change something in the database. */
    synchronized void begin() {
        underWay++;
        changes++;
    }

    /** The database has it, or will not. */
    synchronized void end() {
        underWay--;
    }

    /**
     * So much more waits, or was given up, than was counted.
     *
     * @param subscription of the events; empty if it is not known, until they are counted
     */
    synchronized void add(String subscription, long events, long letters) {
        waiting.merge(subscription, events, Long::sum);
        deadLetters += letters;
    }

    /** Counts, if it is time. */
    void count(SharedDatabase database) throws SQLException {
        long begin = nanoTime.getAsLong();
        long before;
        boolean quiet;
        synchronized (this) {
            if (begin - nextCount < 0) {
                return;
            }
            before = changes;
            quiet = underWay == 0;
        }
        InboxCount count = database.count();
        long end = nanoTime.getAsLong();
        synchronized (this) {
            if ((quiet && before == changes) || end - lastCount > CLEAN_COUNT_TIMEOUT.toNanos()) {
                set(count);
            }
            nextCount = end + Math.max(COUNT_INTERVAL.toNanos(), SHARE * (end - begin));
        }
    }

    /** This is what there is. */
    synchronized void set(InboxCount count) {
        waiting.clear();
        waiting.putAll(count.waiting());
        deadLetters = count.deadLetters();
        oldest = count.oldest();
        lastCount = nanoTime.getAsLong();
        nextCount = lastCount + COUNT_INTERVAL.toNanos();
    }

    /** What there is by all that is known here. */
    synchronized InboxCount count() {
        Map<String, Long> some = new HashMap<>();
        waiting.forEach((subscription, events) -> {
            if (events > 0) {
                some.put(subscription, events);
            }
        });
        return new InboxCount(some, waiting() == 0 ? null : oldest, Math.max(0, deadLetters));
    }

    /** How much waits for all subscriptions together. */
    synchronized long waiting() {
        long sum = 0;
        for (long events : waiting.values()) {
            sum += events;
        }
        return Math.max(0, sum);
    }
}
