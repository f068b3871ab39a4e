/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.camel.internal.delivery.SentMessageStore;
import io.github.whatsapp360.inbox.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of an account by the option {@code inbox}, and the stores in the database of that inbox.
 *
 * <p>Thread-safe.
 *
 * @param inbox the inbox; not open yet
 * @param windows null if the inbox has no database: windows are stored in memory then
 * @param number stores nothing if the inbox has no database
 * @param billed null if the inbox has no database: what was billed is known to the process only then
 * @param optOuts null if the inbox has no database: opt-outs are known to the process only then
 * @param identities null if the inbox has no database: customers are stored in memory then
 * @param sentMessages null if the inbox has no database: the sent-message log is in memory then
 */
public record AccountStore(
        Inbox inbox,
        @Nullable WindowStore windows,
        PhoneNumberIdStore number,
        @Nullable BilledStore billed,
        @Nullable OptOutStore optOuts,
        @Nullable IdentityStore identities,
        @Nullable SentMessageStore sentMessages) {

    static AccountStore withoutDatabase(Inbox inbox) {
        return new AccountStore(inbox, null, PhoneNumberIdStore.NONE, null, null, null, null);
    }
}
