package io.github.whatsapp360.window.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Windows in memory. Of more numbers and ids than it may hold, it forgets those that have not moved for the longest time: their
 * windows expired long ago, or else nothing is known of them any more.
 *
 * <p>Confined to one thread at a time.
 */
public final class MemoryWindowTable implements WindowTable<RuntimeException> {

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final int maximum;

    /**
     * No windows.
     *
     * @param maximum numbers and ids; each takes some 250 bytes
     */
    public MemoryWindowTable(int maximum) {
        this.maximum = maximum;
    }

    @Override
    public @Nullable Row get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, Row row) {
        // To the end of the line, behind all that moved before.
        rows.remove(key);
        rows.put(key, row);
        if (rows.size() > maximum) {
            rows.remove(rows.keySet().iterator().next());
        }
    }
}
