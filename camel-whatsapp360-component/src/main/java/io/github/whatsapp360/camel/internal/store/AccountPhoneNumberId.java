/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API's phone number id of an account: the option {@code phoneNumberId}, or the id in the first delivery.
 *
 * <p>Thread-safe.
 */
public final class AccountPhoneNumberId {

    private static final Logger LOG = LoggerFactory.getLogger(AccountPhoneNumberId.class);

    private final String account;
    private volatile PhoneNumberIdStore store = PhoneNumberIdStore.NONE;
    private volatile @Nullable String configured;
    private volatile @Nullable String learned;

    public AccountPhoneNumberId(String account) {
        this.account = account;
    }

    /** Sets the store of the learned id. */
    public void useStore(PhoneNumberIdStore store) {
        this.store = store;
    }

    /**
     * Reads the stored id. The store must be open.
     *
     * @param option value of the option; overrides a learned id
     */
    public void open(@Nullable String option) {
        configured = option == null || option.isBlank() ? null : option.strip();
        String kept = store.read();
        learned = kept == null ? learned : kept;
    }

    /** Returns the id; null while it is unknown. */
    @Nullable
    public String id() {
        return configured == null ? learned : configured;
    }

    /** Whether the id is known from a delivery, and not configured. */
    public boolean isLearned() {
        return configured == null && learned != null;
    }

    /** Reads the store again: another node may have learned or cleared the id. May block. */
    public synchronized void refresh() {
        learned = store.readAgain(learned);
    }

    /**
     * Learns the id from a delivery, unless an id is known.
     *
     * @return completes once the id is stored
     */
    public synchronized CompletableFuture<?> learn(String phoneNumberId) {
        if (id() != null) {
            return CompletableFuture.completedFuture(null);
        }
        learned = phoneNumberId;
        return store.keep(phoneNumberId).whenComplete((kept, failure) -> {
            if (failure == null) {
                learned = kept;
                LOG.info("Account {}: phone number id {} was learned from the first delivery", account, kept);
            } else {
                learned = null;
            }
        });
    }

    /**
     * Forgets the learned id; it is learned again from the next delivery.
     *
     * @return the forgotten id; null if there was none
     */
    @Nullable
    public synchronized String clear() {
        store.forget();
        String before = learned;
        learned = null;
        LOG.info(
                "Account {}: phone number id {} was cleared; it is learned again from the next delivery",
                account,
                before);
        return before;
    }
}
