package io.github.whatsapp360.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys seen within a period, at most {@value #MAXIMUM}; the oldest gives way.
 *
 * <p>Confined to the lock of its inbox.
 */
final class RecentKeys {

    static final int MAXIMUM = 1_000_000;

    private final Duration period;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    RecentKeys(Duration period) {
        this.period = period;
    }

    /** Returns whether the key is new, and remembers it from now on if it is. */
    boolean add(String key, Instant now) {
        Iterator<Instant> oldestFirst = seen.values().iterator();
        while (oldestFirst.hasNext() && (isOver(oldestFirst.next(), now) || seen.size() >= MAXIMUM)) {
            oldestFirst.remove();
        }
        return seen.putIfAbsent(key, now) == null;
    }

    private boolean isOver(Instant since, Instant now) {
        return !since.plus(period).isAfter(now);
    }
}
