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
    private static final int SHARE_DIVISOR = 50;

    /** While nothing changes here or elsewhere, a five hundredth, but at least one count in a minute. */
    private static final int IDLE_SHARE_DIVISOR = 500;

    private static final Duration IDLE_COUNT_INTERVAL = Duration.ofMinutes(1);

    /** A count that changes of this node overlapped is only believed if there was no other for so long. */
    private static final Duration CLEAN_COUNT_TIMEOUT = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Map<String, Long> waiting = new HashMap<>();
    private long deadLetters;
    private @Nullable Instant oldest;
    private long changes;
    private int inProgress;
    private long lastCount;
    private long lastEnd;
    private long lastDuration;
    private long lastChanges;
    private @Nullable InboxCount lastCounted;
    private boolean idle;

    InboxCounters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** This node is about to change something in the database. */
    synchronized void begin() {
        inProgress++;
        changes++;
    }

    /** The database has it, or will not. */
    synchronized void end() {
        inProgress--;
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
            if (begin - lastEnd < interval()) {
                return;
            }
            before = changes;
            quiet = inProgress == 0;
        }
        InboxCount count = database.count();
        long end = nanoTime.getAsLong();
        synchronized (this) {
            if ((quiet && before == changes) || end - lastCount > CLEAN_COUNT_TIMEOUT.toNanos()) {
                set(count);
            }
            idle = count.equals(lastCounted) && before == lastChanges;
            lastCounted = count;
            lastChanges = before;
            lastEnd = end;
            lastDuration = end - begin;
        }
    }

    private long interval() {
        long busy = Math.max(COUNT_INTERVAL.toNanos(), SHARE_DIVISOR * lastDuration);
        return idle && changes == lastChanges
                ? Math.max(busy, Math.min(IDLE_COUNT_INTERVAL.toNanos(), IDLE_SHARE_DIVISOR * lastDuration))
                : busy;
    }

    /** This is what there is. */
    synchronized void set(InboxCount count) {
        waiting.clear();
        waiting.putAll(count.waiting());
        deadLetters = count.deadLetters();
        oldest = count.oldest();
        lastCount = nanoTime.getAsLong();
        lastEnd = lastCount;
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
