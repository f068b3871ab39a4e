/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Knows which messages were counted as billed, so that each is counted once, and how many of the month's are service
 * messages.
 *
 * <p>Thread-safe.
 */
interface BilledStore {

    /**
     * A message that a status reports as delivered with a price.
     *
     * @param key identifies it
     * @param service whether it is a service message of the month
     */
    record Message(String key, boolean service) {}

    /**
     * What was stored.
     *
     * @param fresh the messages that were not stored before
     * @param serviceMessages those of the month, all together
     */
    record Stored(List<Message> fresh, long serviceMessages) {

        public Stored {
            fresh = List.copyOf(fresh);
        }
    }

    /**
     * Stores messages. Must not block.
     *
     * @param month in which they are counted
     * @return fails if nothing was stored
     */
    CompletableFuture<Stored> store(List<Message> messages, YearMonth month);

    /**
     * Returns the number of stored service messages of a month. May block.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    long serviceMessages(YearMonth month);
}
