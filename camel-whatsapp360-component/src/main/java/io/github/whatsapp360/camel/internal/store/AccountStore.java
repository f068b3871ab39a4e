package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.inbox.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * What the option {@code inbox} chose for an account: its inbox, and what is kept in the inbox's database.
 *
 * <p>Thread-safe.
 *
 * @param inbox not open yet
 * @param windows null if the inbox has no database: windows are then in memory
 * @param number keeps nothing if the inbox has no database
 */
public record AccountStore(Inbox inbox, @Nullable WindowStore windows, PhoneNumberIdStore number) {

    static AccountStore withoutDatabase(Inbox inbox) {
        return new AccountStore(inbox, null, PhoneNumberIdStore.NONE);
    }
}
