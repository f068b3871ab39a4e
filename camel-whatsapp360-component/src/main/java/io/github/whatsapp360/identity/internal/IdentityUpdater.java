/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.CustomerIdentity.Kind;
import io.github.whatsapp360.identity.internal.IdRow.LinkType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies what events tell to a table, and finds customers. The {@link Partition} decides which keys belong together;
 * this class keeps the ids of the customers stable: of the customers that turn out to be one, the oldest id remains.
 *
 * <p>Has the thread rule of its table.
 *
 * @param <X> exception of the table
 */
public final class IdentityUpdater<X extends Exception> {

    /** A sign of life is written at this interval. */
    static final Duration SEEN_INTERVAL = Duration.ofDays(7);

    /** Upper limit of keys that are connected with each other; nothing is learned beyond it. */
    private static final int MAXIMUM_CONNECTED = 256;

    private final IdentityTable<X> table;
    private final Supplier<String> newIds;

    /** Creates an updater that takes the ids of new customers from a secure random generator. */
    public IdentityUpdater(IdentityTable<X> table) {
        this(table, CustomerIds::next);
    }

    IdentityUpdater(IdentityTable<X> table, Supplier<String> newIds) {
        this.table = table;
        this.newIds = newIds;
    }

    /**
     * What was learned from one event.
     *
     * @param changes of customers that were known before, for events
     * @param conflicts pairs of customers, by their ids, with a history under different numbers that were kept apart
     */
    public record Learned(List<IdentityChange> changes, List<String> conflicts) {

        static final Learned NOTHING = new Learned(List.of(), List.of());

        public Learned {
            changes = List.copyOf(changes);
            conflicts = List.copyOf(conflicts);
        }
    }

    /** Applies the evidence of an event. Idempotent. */
    public Learned learn(IdentityEvidence evidence) throws X {
        if (evidence.ids().isEmpty()) {
            return Learned.NOTHING;
        }
        Map<String, IdRow> before = connected(keysOf(evidence));
        if (before == null) {
            return Learned.NOTHING;
        }
        Map<String, IdRow> after = new EvidenceFacts(before).add(evidence);
        boolean decided =
                after.values().stream().noneMatch(row -> row.customer().isEmpty());
        if (after.equals(before) && decided) {
            return touch(before, evidence);
        }
        return assign(before, after, evidence);
    }

    private static List<String> keysOf(IdentityEvidence evidence) {
        List<String> keys = new ArrayList<>(evidence.ids().keys());
        if (evidence.before() != null) {
            keys.addAll(evidence.before().keys());
        }
        if (evidence.writtenAs() != null) {
            keys.add(PersonIds.key(Kind.phone, evidence.writtenAs()));
        }
        return keys;
    }

    /** The rows that are connected with keys by any links; null if there are too many. */
    private @Nullable Map<String, IdRow> connected(Collection<String> keys) throws X {
        Map<String, IdRow> rows = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(keys);
        while (!open.isEmpty()) {
            String key = open.remove();
            if (rows.containsKey(key)) {
                continue;
            }
            if (rows.size() == MAXIMUM_CONNECTED) {
                return null;
            }
            IdRow row = table.id(key);
            rows.put(key, row == null ? IdRow.empty(key) : row);
            if (row != null) {
                row.links().forEach(link -> open.add(link.other()));
            }
        }
        return rows;
    }

    private Learned touch(Map<String, IdRow> rows, IdentityEvidence evidence) throws X {
        String key = evidence.ids().keys().get(0);
        CustomerRow customer =
                table.customer(rows.getOrDefault(key, IdRow.empty(key)).customer());
        if (customer != null && customer.seen() + SEEN_INTERVAL.toSeconds() < evidence.second()) {
            table.put(customer.seenAt(evidence.second()));
        }
        return Learned.NOTHING;
    }

    private Learned assign(Map<String, IdRow> before, Map<String, IdRow> after, IdentityEvidence evidence) throws X {
        Map<String, CustomerRow> known = new LinkedHashMap<>();
        for (IdRow row : before.values()) {
            CustomerRow customer = known.containsKey(row.customer()) ? null : table.customer(row.customer());
            if (customer != null) {
                known.put(customer.id(), customer);
            }
        }
        Map<String, CustomerIdentity> views = new HashMap<>();
        for (CustomerRow customer : known.values()) {
            views.put(customer.id(), IdentityView.of(customer, before::get));
        }
        Partition.Groups partition = Partition.of(after.values());
        Map<String, Set<String>> homes = homes(known.keySet(), before, partition.groups());
        Map<String, CustomerRow> results = new LinkedHashMap<>();
        Map<String, String> mergedInto = new LinkedHashMap<>();
        Map<String, IdRow> rows = new TreeMap<>(after);
        for (Set<String> group : partition.groups()) {
            List<CustomerRow> candidates = known.values().stream()
                    .filter(customer -> group.equals(homes.get(customer.id())))
                    .sorted(Comparator.comparingLong(CustomerRow::created).thenComparing(CustomerRow::id))
                    .toList();
            CustomerRow winner = candidates.isEmpty() ? newCustomer(group, before, evidence) : candidates.get(0);
            for (CustomerRow other : candidates.subList(Math.min(1, candidates.size()), candidates.size())) {
                winner = winner.merged(other);
                mergedInto.put(other.id(), winner.id());
            }
            CustomerRow result = winner.withIds(List.copyOf(group));
            boolean isAbout = evidence.ids().keys().stream().anyMatch(group::contains);
            results.put(result.id(), isAbout ? result.seenAt(evidence.second()) : result);
            group.forEach(key -> rows.computeIfPresent(key, (same, row) -> row.ofCustomer(result.id())));
        }
        store(before, rows, known, results, mergedInto.keySet());
        return new Learned(
                changes(views, results, mergedInto, rows, evidence.at()),
                conflicts(partition.refused(), Partition.of(before.values()).refused(), rows));
    }

    private static List<String> conflicts(Set<String> refused, Set<String> before, Map<String, IdRow> rows) {
        return refused.stream()
                .filter(link -> !before.contains(link))
                .map(link -> Stream.of(link.split(" ", 2))
                        .map(key -> rows.getOrDefault(key, IdRow.empty(key)).customer())
                        .collect(Collectors.joining(" and ")))
                .toList();
    }

    private void store(
            Map<String, IdRow> before,
            Map<String, IdRow> rows,
            Map<String, CustomerRow> known,
            Map<String, CustomerRow> results,
            Set<String> merged)
            throws X {
        for (IdRow row : rows.values()) {
            if (!row.equals(before.get(row.key()))) {
                table.put(row);
            }
        }
        for (CustomerRow result : results.values()) {
            if (!result.equals(known.get(result.id()))) {
                table.put(result);
            }
        }
        for (String id : merged) {
            table.removeCustomer(id);
        }
    }

    /**
     * The group in which each known customer goes on: that of its user id, otherwise of a number it did not give up.
     */
    private static Map<String, Set<String>> homes(
            Set<String> customers, Map<String, IdRow> before, List<Set<String>> groups) {
        Map<String, Set<String>> homes = new HashMap<>();
        for (String customer : customers) {
            before.values().stream()
                    .filter(row -> row.customer().equals(customer))
                    .min(HOME)
                    .ifPresent(row -> groups.stream()
                            .filter(group -> group.contains(row.key()))
                            .forEach(group -> homes.put(customer, group)));
        }
        return homes;
    }

    private static final Comparator<IdRow> HOME = Comparator.<IdRow>comparingInt(IdentityUpdater::rank)
            .thenComparingLong(row -> row.first() == 0 ? Long.MAX_VALUE : row.first())
            .thenComparing(IdRow::key);

    private static int rank(IdRow row) {
        return row.kind() == Kind.userId ? 0 : row.kind() == Kind.phone ? (row.left() == 0 ? 1 : 2) : 3;
    }

    /** Events of a number run in the conversation of the number, also those that an earlier version stored. */
    private CustomerRow newCustomer(Set<String> group, Map<String, IdRow> before, IdentityEvidence evidence) {
        String id = newIds.get();
        boolean isAbout = evidence.ids().keys().stream().anyMatch(group::contains);
        boolean isFree = evidence.ids().phone() == null
                || before.getOrDefault(PersonIds.key(Kind.phone, evidence.ids().phone()), IdRow.empty("p:"))
                        .customer()
                        .isEmpty();
        String conversation = isAbout && isFree ? evidence.conversation() : "customer:" + id;
        return new CustomerRow(id, conversation, evidence.second(), evidence.second(), List.of(), List.of());
    }

    private static List<IdentityChange> changes(
            Map<String, CustomerIdentity> views,
            Map<String, CustomerRow> results,
            Map<String, String> mergedInto,
            Map<String, IdRow> rows,
            Instant at) {
        List<IdentityChange> changes = new ArrayList<>();
        views.forEach((id, before) -> {
            CustomerRow row = results.get(mergedInto.getOrDefault(id, id));
            if (row != null) {
                CustomerIdentity after = IdentityView.of(row, rows::get);
                if (mergedInto.containsKey(id) || !IdentityView.isSame(before, after)) {
                    changes.add(new IdentityChange(before, after, at, row.conversation()));
                }
            }
        });
        return changes;
    }

    /** The id of the customer with one of these ids; null if there is none. The user id decides. */
    public @Nullable String find(PersonIds ids) throws X {
        for (String key : ids.keys()) {
            IdRow row = table.id(key);
            if (row != null && !row.customer().isEmpty()) {
                return row.customer();
            }
        }
        return null;
    }

    /** What is known of a customer; null if there is none. */
    public @Nullable KnownCustomer customer(String customerId) throws X {
        CustomerRow customer = table.customer(customerId);
        Map<String, IdRow> rows = customer == null ? null : connected(customer.ids());
        return customer == null || rows == null
                ? null
                : new KnownCustomer(IdentityView.of(customer, rows::get), customer.conversation(), customer.former());
    }

    /** The conversation in which events of a customer run; null if there is no such customer. */
    public @Nullable String conversation(String customerId) throws X {
        CustomerRow customer = table.customer(customerId);
        return customer == null ? null : customer.conversation();
    }

    /**
     * Deletes a customer, and every mention of the customer's ids.
     *
     * @return what was known; null if there is no such customer
     */
    public @Nullable CustomerIdentity forget(String customerId) throws X {
        CustomerRow customer = table.customer(customerId);
        if (customer == null) {
            return null;
        }
        Map<String, IdRow> rows = connected(customer.ids());
        CustomerIdentity known = rows == null ? null : IdentityView.of(customer, rows::get);
        List<String> own = customer.ids();
        for (IdRow row : rows == null ? List.<IdRow>of() : rows.values()) {
            IdRow rest = row.withoutLinksTo(own);
            if (!own.contains(row.key()) && !rest.equals(row)) {
                table.put(rest);
            }
        }
        for (String key : own) {
            table.removeId(key);
        }
        table.removeCustomer(customerId);
        return known;
    }

    /** Adds the evidence of an event to the facts. */
    private record EvidenceFacts(Map<String, IdRow> rows) {

        EvidenceFacts(Map<String, IdRow> rows) {
            this.rows = new TreeMap<>(rows);
        }

        Map<String, IdRow> add(IdentityEvidence evidence) {
            long at = evidence.second();
            PersonIds before = evidence.before();
            if (before != null) {
                change(before, evidence.ids(), at);
            }
            together(evidence.ids(), at);
            String written = evidence.writtenAs();
            String phone = evidence.ids().phone();
            if (written != null && phone != null && !written.equals(phone)) {
                link(PersonIds.key(Kind.phone, written), LinkType.RESOLVED_TO, LinkType.RESOLVED_FROM, key(phone), at);
            }
            return rows;
        }

        private static String key(String phone) {
            return PersonIds.key(Kind.phone, phone);
        }

        private void together(PersonIds ids, long at) {
            List<String> keys = ids.keys();
            if (ids.userId() == null) {
                keys.stream()
                        .filter(key -> PersonIds.kindOf(key) != Kind.username)
                        .forEach(key -> rows.computeIfPresent(key, (same, row) -> row.seen(at)));
                return;
            }
            String user = PersonIds.key(Kind.userId, ids.userId());
            rows.computeIfPresent(user, (same, row) -> row.seen(at));
            for (String key : keys) {
                if (!key.equals(user)) {
                    link(key, LinkType.PAIRED, LinkType.PAIRED, user, at);
                }
            }
        }

        /** The old ids were the person's until that time; what is not told of the new ones stays as it is. */
        private void change(PersonIds before, PersonIds after, long at) {
            String oldPhone = before.phone() == null ? null : key(before.phone());
            String old = reliable(before);
            String present = reliable(after);
            if (old != null && present != null && !old.equals(present)) {
                if (PersonIds.kindOf(old) == Kind.userId) {
                    rows.computeIfPresent(old, (same, row) -> row.seen(at));
                }
                link(old, LinkType.CHANGED_TO, LinkType.CHANGED_FROM, present, at);
            }
            if (before.userId() != null && oldPhone != null) {
                link(oldPhone, LinkType.PAIRED, LinkType.PAIRED, PersonIds.key(Kind.userId, before.userId()), at);
            }
            if (oldPhone != null && !Objects.equals(before.phone(), after.phone())) {
                rows.computeIfPresent(oldPhone, (same, row) -> row.leftAt(at));
            }
        }

        private static @Nullable String reliable(PersonIds ids) {
            return ids.isEmpty() ? null : ids.keys().get(0);
        }

        private void link(String one, LinkType type, LinkType back, String other, long at) {
            rows.computeIfPresent(one, (same, row) -> row.linked(type, other, at));
            rows.computeIfPresent(other, (same, row) -> row.linked(back, one, at));
        }
    }
}
