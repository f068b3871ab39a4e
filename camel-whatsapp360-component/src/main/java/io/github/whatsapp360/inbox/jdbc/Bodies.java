package io.github.whatsapp360.inbox.jdbc;

import io.github.whatsapp360.inbox.Claim;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that need not be read back: the newest ones up to {@value #MAXIMUM_BYTES} bytes, so that without a backlog the disk is
 * written and never read; and those that have changed since they were last written.
 *
 * <p>Thread-safe.
 */
final class Bodies {

    private static final int MAXIMUM_BYTES = 16 << 20;

    /** What an event costs besides its body. */
    private static final int OVERHEAD = 400;

    private final Map<Long, Claim> newest = new LinkedHashMap<>();
    private final Map<Long, Claim> unwritten = new HashMap<>();
    private int bytes;

    synchronized void add(Claim claim) {
        newest.put(claim.id(), claim);
        bytes += cost(claim);
        Iterator<Claim> oldestFirst = newest.values().iterator();
        while (bytes > MAXIMUM_BYTES && oldestFirst.hasNext()) {
            bytes -= cost(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    synchronized @Nullable Claim get(long id) {
        Claim changed = unwritten.get(id);
        return changed == null ? newest.get(id) : changed;
    }

    synchronized void remove(long id) {
        Claim removed = newest.remove(id);
        if (removed != null) {
            bytes -= cost(removed);
        }
    }

    /** The event is other than in the database, until {@link #written}. */
    synchronized void changed(Claim claim) {
        remove(claim.id());
        unwritten.put(claim.id(), claim);
    }

    /** The database has this version. */
    synchronized void written(Claim claim) {
        unwritten.remove(claim.id(), claim);
    }

    private static int cost(Claim claim) {
        return OVERHEAD + claim.event().body().length;
    }
}
