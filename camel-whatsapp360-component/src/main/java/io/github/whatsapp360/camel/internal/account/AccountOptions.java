/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared options of an account: the inherited values, overridden by the values that endpoints set. A value is in
 * effect as long as an endpoint that set it exists.
 *
 * <p>Not thread-safe: guarded by the account.
 */
public final class AccountOptions {

    private static final Logger LOG = LoggerFactory.getLogger(AccountOptions.class);

    private final String account;
    private final List<SharedOption> shared;
    private final Set<String> trimmed = ConcurrentHashMap.newKeySet();

    /** Weak references, because Camel evicts endpoints from its cache without notification. */
    private final Map<Member, Boolean> members = new WeakHashMap<>();

    private @Nullable Whatsapp360Configuration effective;
    private List<@Nullable Object> effectiveValues = List.of();

    AccountOptions(String account, CamelContext context) {
        this.account = account;
        this.shared = SharedOption.all(context);
    }

    /** The options of one endpoint. Compared by identity and referenced by the endpoint. */
    public static final class Member {

        private final Whatsapp360Configuration inherited;
        private final Whatsapp360Configuration configuration;
        private final BooleanSupplier inUse;

        /**
         * Creates a member.
         *
         * @param inherited the options before the parameters of the URI were applied
         * @param configuration the options of the endpoint
         * @param inUse whether the endpoint is registered in Camel or in use by a producer or consumer
         */
        public Member(
                Whatsapp360Configuration inherited, Whatsapp360Configuration configuration, BooleanSupplier inUse) {
            this.inherited = inherited;
            this.configuration = configuration;
            this.inUse = inUse;
        }

        boolean gives(SharedOption option) {
            Object value = option.value(configuration);
            return value != null && !value.equals(option.value(inherited));
        }
    }

    /**
     * Adds the options of an endpoint.
     *
     * @param isFixed whether the effective options must not change at present
     * @throws IllegalArgumentException if another endpoint gave something else, or if it comes too late
     */
    void join(Member member, boolean isFixed) {
        for (SharedOption option : shared) {
            if (member.gives(option)) {
                check(option, member, isFixed);
            }
        }
        members.put(member, true);
        combine(member.inherited);
    }

    private void check(SharedOption option, Member member, boolean isFixed) {
        Object value = option.value(member.configuration);
        for (Member other : List.copyOf(members.keySet())) {
            if (other != member && other.gives(option) && !Objects.equals(value, option.value(other.configuration))) {
                if (isFixed || other.inUse.getAsBoolean()) {
                    throw conflict(option, other.configuration, member.configuration);
                }
                members.remove(other);
            }
        }
        Whatsapp360Configuration now = effective;
        if (isFixed && now != null && !Objects.equals(value, option.value(now))) {
            throw conflict(option, now, member.configuration);
        }
    }

    private IllegalArgumentException conflict(
            SharedOption option, Whatsapp360Configuration mine, Whatsapp360Configuration from) {
        return new IllegalArgumentException("Account '" + account + "' has " + option.name() + "=" + option.shown(mine)
                + " but an endpoint sets " + option.name() + "=" + option.shown(from)
                + ". All endpoints of an account share this option: set it once, or to the same value everywhere");
    }

    /** Removes the values that only this endpoint set. When the last endpoint leaves, the options stay as they are. */
    void leave(Member member) {
        members.remove(member);
        for (Member other : members.keySet()) {
            combine(other.inherited);
            return;
        }
    }

    /** Creates a new configuration if anything changes; an earlier one is never modified. */
    private void combine(Whatsapp360Configuration inherited) {
        Whatsapp360Configuration combined = inherited.copy();
        for (Member member : members.keySet()) {
            for (SharedOption option : shared) {
                if (member.gives(option)) {
                    option.copy(member.configuration, combined);
                }
            }
        }
        List<@Nullable Object> values = values(combined);
        if (effective == null || !values.equals(effectiveValues)) {
            effective = combined;
            effectiveValues = values;
        }
    }

    /** Trims white space around secrets, which secret files often contain. Logged once per option. Thread-safe. */
    void trimSecrets(Whatsapp360Configuration configuration) {
        for (SharedOption option : shared) {
            if (option.trim(configuration) && trimmed.add(option.name())) {
                LOG.info("Account {}: white space around {} was trimmed", account, option.name());
            }
        }
    }

    /** The effective values of all shared options; the same list until one changes. */
    List<@Nullable Object> values() {
        return effectiveValues;
    }

    boolean isUnused() {
        return members.isEmpty();
    }

    /** The effective options; null before the first endpoint. */
    @Nullable
    Whatsapp360Configuration effective() {
        return effective;
    }

    /** The values of all shared options of a configuration, for comparison. */
    private List<@Nullable Object> values(Whatsapp360Configuration configuration) {
        List<@Nullable Object> values = new ArrayList<>();
        shared.forEach(option -> values.add(option.value(configuration)));
        return values;
    }
}
