package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for or written lately, in front of a table that takes longer to ask. Of more rows than it may hold it forgets those
 * that nobody asked for or wrote for the longest time.
 *
 * <p>Right as long as whoever writes the table tells it here by {@link #put}, once others can read it there. Thread-safe.
 *
 * @param <X> how the table fails
 */
public final class CachedWindowTable<X extends Exception> implements WindowTable<X> {

    private final Lookup<X> table;
    private final Map<String, Row> rows;
    private long changes;

    /**
     * Asks the table itself.
     *
     * @param <X> how it fails
     */
    @FunctionalInterface
    public interface Lookup<X extends Exception> {

        /** What is kept under a key; null if nothing is. */
        @Nullable
        Row get(String key) throws X;
    }

    /**
     * Nothing yet.
     *
     * @param table is asked by any thread, by several at a time
     * @param maximum numbers and ids; each takes some 200 bytes
     */
    public CachedWindowTable(Lookup<X> table, int maximum) {
        this.table = table;
        this.rows = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
                return size() > maximum;
            }
        };
    }

    @Override
    public Row get(String key) throws X {
        long before;
        synchronized (rows) {
            Row known = rows.get(key);
            if (known != null) {
                return known;
            }
            before = changes;
        }
        Row read = requireNonNullElse(table.get(key), Row.EMPTY);
        synchronized (rows) {
            // What was written meanwhile may be newer than what was read.
            if (changes == before) {
                rows.put(key, read);
            }
        }
        return read;
    }

    /** This was written to the table. */
    @Override
    public void put(String key, Row row) {
        synchronized (rows) {
            changes++;
            rows.put(key, row);
        }
    }

    /** The table is another one from now on. */
    public void clear() {
        synchronized (rows) {
            changes++;
            rows.clear();
        }
    }
}
