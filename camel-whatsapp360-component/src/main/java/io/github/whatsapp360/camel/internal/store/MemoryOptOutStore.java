/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Knows who wants no marketing messages for as long as the account exists.
 *
 * <p>Thread-safe.
 */
final class MemoryOptOutStore implements OptOutStore {

    private final Map<String, Decision> decisions = new HashMap<>();

    @Override
    public synchronized CompletableFuture<?> store(List<Decision> made) {
        for (Decision each : made) {
            decisions.merge(each.key(), each, (known, later) -> known.at().isAfter(later.at()) ? known : later);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized boolean hasStopped(Collection<String> keys) {
        return OptOutStore.isStop(keys.stream().map(decisions::get).filter(Objects::nonNull));
    }

    @Override
    public synchronized CompletableFuture<?> forget(Collection<String> keys) {
        keys.forEach(decisions::remove);
        return CompletableFuture.completedFuture(null);
    }
}
