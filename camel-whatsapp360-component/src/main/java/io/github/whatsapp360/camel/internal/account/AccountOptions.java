package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The shared options of an account: what its endpoints inherited, and over it what each of them gave. A value is in force as
 * long as an endpoint that gave it is there.
 *
 * <p>Not thread-safe: guarded by the account.
 */
public final class AccountOptions {

    private final String account;
    private final List<SharedOption> shared;

    /** Weak, because Camel drops endpoints from its cache without a word. */
    private final Map<Member, Boolean> members = new WeakHashMap<>();

    private @Nullable Whatsapp360Configuration effective;
    private List<@Nullable Object> effectiveValues = List.of();

    AccountOptions(String account, CamelContext context) {
        this.account = account;
        this.shared = SharedOption.all(context);
    }

    /** An endpoint as a member of its account; told apart by identity, and held by the endpoint. */
    public static final class Member {

        private final Whatsapp360Configuration inherited;
        private final Whatsapp360Configuration configuration;
        private final BooleanSupplier inUse;

        /**
         * A member.
         *
         * @param inherited what the endpoint began with
         * @param configuration what it has now
         * @param inUse whether Camel still knows it, or somebody sends through it
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
     * Takes over what an endpoint gives.
     *
     * @param isFixed whether what is in force cannot be changed at present
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

    /** What only this endpoint gave is not in force any more; the last one leaves everything as it was. */
    void leave(Member member) {
        members.remove(member);
        for (Member other : members.keySet()) {
            combine(other.inherited);
            return;
        }
    }

    /** Makes a new configuration if anything changes: who works with an earlier one goes on with that. */
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

    /** All options that the account shares. */
    List<SharedOption> shared() {
        return shared;
    }

    /** All shared options as they are in force; the same list until one changes. */
    List<@Nullable Object> values() {
        return effectiveValues;
    }

    boolean isUnused() {
        return members.isEmpty();
    }

    /** What is in force; null before the first endpoint. */
    @Nullable
    Whatsapp360Configuration effective() {
        return effective;
    }

    /** All shared options of a configuration, to compare it with another. */
    private List<@Nullable Object> values(Whatsapp360Configuration configuration) {
        List<@Nullable Object> values = new ArrayList<>();
        shared.forEach(option -> values.add(option.value(configuration)));
        return values;
    }
}
