package io.github.whatsapp360.camel;

import io.github.whatsapp360.inbox.Inbox;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the accounts of one component share.
 *
 * <p>Thread-safe.
 *
 * @param paths which account's webhook is served where
 * @param inboxes which account has which inbox open
 * @param warned pairs of accounts that have one key, and of which the log has told
 * @param accounts all of them
 */
record Neighbours(
        Map<String, String> paths, Map<Inbox, String> inboxes, Set<String> warned, Supplier<List<Account>> accounts) {

    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

    Neighbours(Supplier<List<Account>> accounts) {
        this(new ConcurrentHashMap<>(), new IdentityHashMap<>(), ConcurrentHashMap.newKeySet(), accounts);
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

    /** A key is that of one number: what one account is told, and what it may send, is the other's as well. */
    void warnOfSharedKey(Account joined) {
        String key = joined.apiKey();
        if (key == null || key.isBlank()) {
            return;
        }
        for (Account other : accounts.get()) {
            boolean same = !other.equals(joined) && key.equals(other.apiKey());
            if (same && warned.add(pair(other.name(), joined.name()))) {
                LOG.warn(
                        "Accounts '{}' and '{}' have the same apiKey, and a key is that of one number:"
                                + " they share its rate limit, and its webhook can deliver to one of them only."
                                + " Set camel.component.whatsapp360.accounts.{}.api-key, or use one account",
                        other.name(),
                        joined.name(),
                        joined.name());
            }
        }
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + "/" + other : other + "/" + one;
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
