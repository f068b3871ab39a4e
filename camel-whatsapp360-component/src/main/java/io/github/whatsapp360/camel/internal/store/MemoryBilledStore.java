/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Counts the service messages of a month for as long as the account exists. Takes every message for a new one.
 *
 * <p>Thread-safe.
 */
final class MemoryBilledStore implements BilledStore {

    private @Nullable YearMonth month;
    private long messages;

    @Override
    public synchronized CompletableFuture<Stored> store(List<Message> added, YearMonth present) {
        if (!present.equals(month)) {
            month = present;
            messages = 0;
        }
        messages += added.stream().filter(Message::service).count();
        return CompletableFuture.completedFuture(new Stored(added, messages));
    }

    @Override
    public synchronized long serviceMessages(YearMonth present) {
        return present.equals(month) ? messages : 0;
    }
}
