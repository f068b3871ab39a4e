/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.internal.receive.AccountDirectory;
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
 * The webhook paths, inboxes and API keys that the accounts of one component must not share.
 *
 * <p>Thread-safe.
 *
 * @param paths the account that owns each webhook path
 * @param inboxes the account that owns each open inbox
 * @param warned pairs of accounts with the same API key that have been logged
 * @param accounts supplies all accounts
 */
public record AccountRegistry(
        Map<String, String> paths, Map<Inbox, String> inboxes, Set<String> warned, Supplier<List<Account>> accounts)
        implements AccountDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRegistry.class);

    public AccountRegistry(Supplier<List<Account>> accounts) {
        this(new ConcurrentHashMap<>(), new IdentityHashMap<>(), ConcurrentHashMap.newKeySet(), accounts);
    }

    @Override
    public void claimPath(String path, String account) {
        String owner = paths.putIfAbsent(path, account);
        if (owner != null && !owner.equals(account)) {
            throw new IllegalArgumentException(
                    "Accounts '" + owner + "' and '" + account + "' have the same webhookPath " + path
                            + ": include {account} in the path, or set a different path for each account");
        }
    }

    @Override
    public void releasePaths(String account) {
        paths.values().remove(account);
    }

    @Override
    public void claimInbox(Inbox inbox, String account) {
        synchronized (inboxes) {
            String owner = inboxes.putIfAbsent(inbox, account);
            if (owner != null && !owner.equals(account)) {
                throw new IllegalArgumentException("Accounts '" + owner + "' and '" + account
                        + "' have the same inbox bean: use a different bean for each account");
            }
        }
    }

    @Override
    public void releaseInbox(Inbox inbox) {
        synchronized (inboxes) {
            inboxes.remove(inbox);
        }
    }

    /** An API key belongs to one number, so that accounts with the same key share its deliveries and its rate limit. */
    void warnOfSharedKey(Account joined) {
        String key = joined.apiKey();
        if (key == null || key.isBlank()) {
            return;
        }
        for (Account other : accounts.get()) {
            boolean same = !other.equals(joined) && key.equals(other.apiKey());
            if (same && warned.add(pair(other.name(), joined.name()))) {
                LOG.warn(
                        "Accounts '{}' and '{}' have the same apiKey. An API key belongs to one number:"
                                + " the accounts share its rate limit, and only one of them receives its deliveries."
                                + " Set camel.component.whatsapp360.accounts.{}.api-key, or use one account",
                        other.name(),
                        joined.name(),
                        joined.name());
            }
        }
    }

    /** What was reported of the number of each account. */
    List<ReportedLimits> reportedLimits() {
        return accounts.get().stream().map(Account::reportedLimits).toList();
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + "/" + other : other + "/" + one;
    }

    @Override
    public @Nullable Account withNumber(String phoneNumberId) {
        for (Account account : accounts.get()) {
            if (phoneNumberId.equals(account.number().id())) {
                return account;
            }
        }
        return null;
    }
}
