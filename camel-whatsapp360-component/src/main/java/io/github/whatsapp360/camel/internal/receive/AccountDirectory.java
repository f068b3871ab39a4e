/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.inbox.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one component. Each webhook path, inbox and number belongs to one of them.
 *
 * <p>Implementations are thread-safe.
 */
public interface AccountDirectory {

    /**
     * Claims a path for the webhook of an account. HTTP servers accept two consumers on one path and pass all requests
     * to the first.
     *
     * @throws IllegalArgumentException if another account has it
     */
    void claimPath(String path, String account);

    /** Releases the paths of an account. */
    void releasePaths(String account);

    /**
     * Claims an inbox for an account.
     *
     * @throws IllegalArgumentException if another account has it: an inbox does not distinguish accounts
     */
    void claimInbox(Inbox inbox, String account);

    /** Releases a closed inbox. */
    void releaseInbox(Inbox inbox);

    /** The account with this configured or learned phone number id; null if there is none. */
    @Nullable
    ReceivingAccount withNumber(String phoneNumberId);
}
