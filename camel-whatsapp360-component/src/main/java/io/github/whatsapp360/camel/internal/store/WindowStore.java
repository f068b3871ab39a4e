/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.embedded.CompanionTable;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowFacts;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The windows of an account in the database of its inbox.
 *
 * <p>Thread-safe.
 */
interface WindowStore {

    /**
     * Stores events and window events.
     *
     * @param wanted events for the inbox; may be empty
     * @param windowEvents effects on windows, also of events that are not stored
     * @param entry to be written in the same transaction; null if there is none
     * @return as {@link io.github.whatsapp360.inbox.Inbox#store}, once the windows are as durable as the events
     */
    CompletableFuture<?> store(
            List<InboxEvent> wanted, List<WindowEvent> windowEvents, CompanionTable.@Nullable Entry entry);

    /**
     * Deletes the windows of some numbers and ids.
     *
     * @return completes once they are deleted
     */
    CompletableFuture<?> forget(List<String> keys);

    /** Returns the facts of an owner; none while the database cannot be read. */
    WindowFacts find(WindowOwner owner, Instant now);
}
