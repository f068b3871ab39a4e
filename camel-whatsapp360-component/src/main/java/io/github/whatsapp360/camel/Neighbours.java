package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.Inbox;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts of one component share.
 *
 * <p>Thread-safe.
 *
 * @param paths which account's webhook is served where
 * @param inboxes which account has which inbox open
 * @param accounts all of them
 */
record Neighbours(Map<String, String> paths, Map<Inbox, String> inboxes, Supplier<List<Account>> accounts) {

    Neighbours(Supplier<List<Account>> accounts) {
        this(new ConcurrentHashMap<>(), new IdentityHashMap<>(), accounts);
    }

    /**
     * Takes a bean as the inbox of an account, until it is {@linkplain #giveBack given back}.
     *
     * @throws IllegalArgumentException if it is another account's: an inbox knows of no accounts
     */
    void takeOver(Inbox inbox, String account) {
        synchronized (inboxes) {
            String owner = inboxes.putIfAbsent(inbox, account);
            if (owner != null && !owner.equals(account)) {
                throw new IllegalArgumentException(
                        "Accounts '" + owner + "' and '" + account + "' have the same inbox bean: give each its own");
            }
        }
    }

    /** The inbox is closed. */
    void giveBack(Inbox inbox) {
        synchronized (inboxes) {
            inboxes.remove(inbox);
        }
    }

    /** The account that is this number, as far as one knows; null if none is. */
    @Nullable
    Account withNumber(String phoneNumberId) {
        for (Account account : accounts.get()) {
            if (phoneNumberId.equals(account.number().id())) {
                return account;
            }
        }
        return null;
    }
}
