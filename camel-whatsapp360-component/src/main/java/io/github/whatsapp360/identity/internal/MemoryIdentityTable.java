/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ids and customers in memory. Above the maximum number of customers, the least recently changed one is dropped with
 * its ids: that person is a new customer the next time.
 *
 * <p>Confined to one thread at a time.
 */
public final class MemoryIdentityTable implements IdentityTable<RuntimeException> {

    private final Map<String, IdRow> ids = new HashMap<>();
    private final Map<String, CustomerRow> customers = new LinkedHashMap<>();
    private final int maximum;

    /**
     * Creates an empty table.
     *
     * @param maximum maximum number of customers; each takes about 1.2 KB
     */
    public MemoryIdentityTable(int maximum) {
        this.maximum = maximum;
    }

    @Override
    public @Nullable IdRow id(String key) {
        return ids.get(key);
    }

    @Override
    public void put(IdRow row) {
        ids.put(row.key(), row);
    }

    @Override
    public @Nullable CustomerRow customer(String customerId) {
        return customers.get(customerId);
    }

    @Override
    public void put(CustomerRow row) {
        // Moves the row to the end of the order of changes.
        customers.remove(row.id());
        customers.put(row.id(), row);
        if (customers.size() > maximum) {
            CustomerRow oldest = customers.values().iterator().next();
            customers.remove(oldest.id());
            oldest.ids()
                    .forEach(key -> ids.computeIfPresent(
                            key, (same, id) -> id.customer().equals(oldest.id()) ? null : id));
        }
    }

    @Override
    public void removeId(String key) {
        ids.remove(key);
    }

    @Override
    public void removeCustomer(String customerId) {
        customers.remove(customerId);
    }
}
