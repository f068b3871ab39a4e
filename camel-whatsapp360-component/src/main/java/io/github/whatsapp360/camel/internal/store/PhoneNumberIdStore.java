/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stores the phone number id that an account has learned.
 *
 * <p>Thread-safe.
 */
interface PhoneNumberIdStore {

    /** Stores nothing: a learned id lasts as long as the account. */
    PhoneNumberIdStore NONE = new PhoneNumberIdStore() {
        @Override
        public @Nullable String read() {
            return null;
        }

        @Override
        public CompletableFuture<String> keep(String phoneNumberId) {
            return CompletableFuture.completedFuture(phoneNumberId);
        }

        @Override
        public void forget() {}
    };

    /**
     * Returns the stored id; null if there is none. May block.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be read
     */
    @Nullable
    String read();

    /**
     * Returns the stored id for a caller that has read it before: only a store that other nodes write reads it again.
     *
     * @param known the id when it was last read or stored; null for none
     */
    default @Nullable String readAgain(@Nullable String known) {
        return known;
    }

    /**
     * Stores an id, unless there is one.
     *
     * @return completes with the stored id, once it is as durable as an event; otherwise as {@link
     *     io.github.whatsapp360.inbox.Inbox#store}
     */
    CompletableFuture<String> keep(String phoneNumberId);

    /**
     * Deletes the stored id. May block.
     *
     * @throws io.github.whatsapp360.inbox.InboxException if the store cannot be written
     */
    void forget();
}
