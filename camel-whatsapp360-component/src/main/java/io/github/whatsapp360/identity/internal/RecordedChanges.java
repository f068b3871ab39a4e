/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to a table, and repeats the changes later for a cache.
 *
 * <p>Confined to one thread at a time.
 *
 * @param <X> exception of the table
 */
public final class RecordedChanges<X extends Exception> implements IdentityTable<X> {

    private final IdentityTable<X> table;
    private final List<Consumer<CachedIdentityTable<X>>> changes = new ArrayList<>();

    /** Records the changes of a table. */
    public RecordedChanges(IdentityTable<X> table) {
        this.table = table;
    }

    /** Makes the same changes in a cache. */
    public void repeat(CachedIdentityTable<X> cache) {
        changes.forEach(change -> change.accept(cache));
    }

    @Override
    public @Nullable IdRow id(String key) throws X {
        return table.id(key);
    }

    @Override
    public @Nullable CustomerRow customer(String customerId) throws X {
        return table.customer(customerId);
    }

    @Override
    public void put(IdRow row) throws X {
        table.put(row);
        changes.add(cache -> cache.put(row));
    }

    @Override
    public void put(CustomerRow row) throws X {
        table.put(row);
        changes.add(cache -> cache.put(row));
    }

    @Override
    public void removeId(String key) throws X {
        table.removeId(key);
        changes.add(cache -> cache.removeId(key));
    }

    @Override
    public void removeCustomer(String customerId) throws X {
        table.removeCustomer(customerId);
        changes.add(cache -> cache.removeCustomer(customerId));
    }
}
