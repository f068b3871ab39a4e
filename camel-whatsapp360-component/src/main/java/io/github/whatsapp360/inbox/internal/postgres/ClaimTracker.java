package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Ending;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ErrorKind;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.SettledLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Settlement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims that are handed out here, and those that ended and are not written yet. Whoever claims next writes them first.
 *
 * <p>Thread-safe.
 */
final class ClaimTracker {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimTracker.class);
    private static final int MAXIMUM_CONFLICTS = 5;

    private final SharedDatabase database;
    private final InboxCounters counters;
    private final Clock clock;
    private final Duration maximumDelay;
    private final IdentityHashMap<Claim, Held> held = new IdentityHashMap<>();
    private final Object writeLock = new Object();
    private List<Ended> pending = new ArrayList<>();
    private List<Ended> writing = List.of();
    private final AtomicLong lost = new AtomicLong();

    private record Held(long node, ConversationLock lock) {}

    /** @param due only of one that is to run again */
    private record Ended(
            long id,
            Held held,
            Ending ending,
            @Nullable Instant due,
            int attempts,
            @Nullable String note) {}

    /** Some of what is pending may have been written: the answer of an attempt to write it never came. */
    private boolean doubtful;

    /** @param maximumDelay no event rests for longer, whatever a clock says */
    ClaimTracker(SharedDatabase database, InboxCounters counters, Clock clock, Duration maximumDelay) {
        this.database = database;
        this.counters = counters;
        this.clock = clock;
        this.maximumDelay = maximumDelay;
    }

    /** A turn was handed out here. */
    synchronized Claim handOut(long node, ConversationLock lock) {
        Claim claim = new Claim(lock.id(), lock.event(), lock.attempts(), lock.storedAt(), lock.recovered());
        held.put(claim, new Held(node, lock));
        return claim;
    }

    /** All turns that this process has, also those whose end is not written yet. */
    synchronized List<ConversationLock> locks() {
        return Stream.concat(
                        held.values().stream(),
                        Stream.concat(pending.stream(), writing.stream()).map(Ended::held))
                .map(Held::lock)
                .toList();
    }

    /** As which node this process has a claim; 0 if it has ended. */
    synchronized long nodeOf(Claim claim) {
        Held lock = held.get(claim);
        return lock == null ? 0 : lock.node();
    }

    /** It ended; the second time, or if it was handed out by another inbox, nothing happens. */
    synchronized void end(Claim claim, Ending ending, @Nullable Instant due, int attempts, @Nullable String note) {
        Held lock = held.remove(claim);
        if (lock == null) {
            return;
        }
        counters.begin();
        pending.add(new Ended(claim.id(), lock, ending, due, attempts, note));
        if (ending == Ending.COMPLETED || ending == Ending.BURIED) {
            counters.add(claim.event().subscription(), -1, ending == Ending.BURIED ? 1 : 0);
        }
    }

    /** Turns that others had taken over before they were settled here. */
    long lost() {
        return lost.get();
    }

    /** Writes all that ended; if that fails, all of it is kept. */
    void write() throws SQLException {
        synchronized (writeLock) {
            List<Ended> all = take();
            if (all.isEmpty()) {
                return;
            }
            try {
                report(all, settle(all));
                doubtful = false;
            } catch (SQLException | RuntimeException failure) {
                doubtful = true;
                putBack(all);
                throw failure;
            }
            all.forEach(each -> counters.end());
        }
    }

    private synchronized List<Ended> take() {
        List<Ended> all = pending;
        pending = new ArrayList<>();
        writing = all;
        return all;
    }

    private synchronized void putBack(List<Ended> all) {
        all.addAll(pending);
        pending = all;
    }

    private Set<SettledLock> settle(List<Ended> all) throws SQLException {
        Instant now = clock.instant();
        List<Settlement> settlements =
                all.stream().map(each -> settlement(each, now)).toList();
        for (int conflicts = 0; ; conflicts++) {
            try {
                return database.settle(settlements);
            } catch (SQLException failure) {
                if (database.classify(failure) != ErrorKind.CONFLICT || conflicts == MAXIMUM_CONFLICTS) {
                    throw failure;
                }
            }
        }
    }

    private Settlement settlement(Ended each, Instant now) {
        Duration delay = each.due() == null ? Duration.ZERO : Duration.between(now, each.due());
        long rest = Math.max(0, delay.plusNanos(999_999).toMillis());
        long millis = Math.min(rest, maximumDelay.toMillis());
        ConversationLock lock = each.held().lock();
        return new Settlement(
                each.held().node(),
                new SettledLock(lock.conversationHash(), lock.fence(), lock.id()),
                each.ending(),
                Duration.ofMillis(millis),
                each.attempts(),
                each.note());
    }

    private void report(List<Ended> all, Set<SettledLock> settled) {
        for (Ended each : all) {
            ConversationLock lock = each.held().lock();
            if (!doubtful && !settled.contains(new SettledLock(lock.conversationHash(), lock.fence(), lock.id()))) {
                long unused = lost.incrementAndGet();
                LOG.warn(
                        "Event {} ended here ({}) after another node had taken it over: it runs twice.",
                        each.id(),
                        each.ending());
            }
        }
    }
}
