/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import io.github.whatsapp360.identity.CustomerIdentity.Kind;
import io.github.whatsapp360.identity.internal.IdRow.Link;
import io.github.whatsapp360.identity.internal.IdRow.LinkType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which keys belong to one customer. A function of the facts alone: the order in which they were learned does not
 * matter.
 *
 * <ul>
 *   <li>A user id that replaced another one belongs to the same customer, unless both had a number before that, and no
 *       number in common: two customers with a history under different numbers are never merged.
 *   <li>A number, a parent id or a user name belongs to the user id with which it was first seen last: a number that
 *       comes back with another user id has another customer.
 *   <li>A number that was used without a user id before, and is then seen with the user id of a customer who has
 *       another number, stays apart.
 *   <li>A number that its owner gave up, and that is seen again without a user id, stays apart.
 *   <li>A number as the business wrote it belongs to the number as WhatsApp resolved it, unless it is one itself.
 * </ul>
 *
 * <p>Confined to one thread.
 */
final class Partition {

    private final Map<String, IdRow> rows = new TreeMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> refused = new LinkedHashSet<>();

    private Partition(Collection<IdRow> all) {
        all.forEach(row -> rows.put(row.key(), row));
    }

    /**
     * The groups of keys, and the links that were refused because they would merge two customers with a history under
     * different numbers.
     */
    record Groups(List<Set<String>> groups, Set<String> refused) {}

    /** @param all rows that are closed under their links */
    static Groups of(Collection<IdRow> all) {
        Partition partition = new Partition(all);
        partition.joinPaired();
        partition.joinResolved();
        partition.joinChanged();
        return new Groups(partition.groups(), partition.refused);
    }

    private void joinPaired() {
        for (IdRow row : rows.values()) {
            Link owner = row.kind() == Kind.userId ? null : ownerOf(row);
            if (owner != null) {
                join(row.key(), owner.other());
            }
        }
    }

    /** The present owner of a number, parent id or user name; null if it has none, or one without a user id. */
    private @Nullable Link ownerOf(IdRow row) {
        List<Link> pairs = acceptedPairs(row);
        Link newest = pairs.isEmpty() ? null : pairs.get(pairs.size() - 1);
        boolean usedAgain = row.left() > 0 && row.last() > row.left();
        return usedAgain && (newest == null || newest.at() <= row.left()) ? null : newest;
    }

    private List<Link> acceptedPairs(IdRow row) {
        List<Link> accepted = new ArrayList<>();
        for (Link pair : row.links(LinkType.PAIRED)) {
            if (row.kind() == Kind.phone && accepted.isEmpty() && hasOwnHistory(row, pair)) {
                refused.add(row.key() + ' ' + pair.other());
            } else if (rows.containsKey(pair.other())) {
                accepted.add(pair);
            }
        }
        return accepted;
    }

    /** Whether the number was used without a user id before, and that user had another number by then. */
    private boolean hasOwnHistory(IdRow phone, Link pair) {
        if (phone.first() == 0 || phone.first() >= pair.at()) {
            return false;
        }
        Set<String> numbers = new HashSet<>();
        Set<String> visited = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(pair.other()));
        while (!open.isEmpty()) {
            IdRow row = rows.get(open.remove());
            if (row != null && visited.add(row.key())) {
                numbers.addAll(numbersBefore(row, pair.at()));
                row.links(LinkType.CHANGED_FROM).forEach(change -> open.add(change.other()));
            }
        }
        numbers.remove(phone.key());
        return !numbers.isEmpty();
    }

    private void joinResolved() {
        for (IdRow row : rows.values()) {
            List<Link> resolved = row.links(LinkType.RESOLVED_TO);
            boolean isItsOwn = row.first() > 0 || !row.links(LinkType.PAIRED).isEmpty();
            if (!resolved.isEmpty() && !isItsOwn) {
                join(row.key(), resolved.get(resolved.size() - 1).other());
            }
        }
    }

    private void joinChanged() {
        for (IdRow row : rows.values()) {
            for (Link change : row.links(LinkType.CHANGED_TO)) {
                IdRow to = rows.get(change.other());
                if (to == null) {
                    continue;
                }
                if (haveDifferentNumbers(row, to, change.at())) {
                    refused.add(row.key() + ' ' + to.key());
                    continue;
                }
                String old = row.kind() == Kind.phone ? ownerBefore(row, change.at()) : row.key();
                String present = to.kind() == Kind.phone ? ownerAfter(to, change.at()) : to.key();
                if (old != null) {
                    join(old, present);
                }
            }
        }
    }

    private static boolean haveDifferentNumbers(IdRow one, IdRow other, long at) {
        Set<String> first = numbersBefore(one, at);
        Set<String> second = numbersBefore(other, at);
        boolean both = !first.isEmpty() && !second.isEmpty();
        first.retainAll(second);
        return both && first.isEmpty();
    }

    /** The numbers under which a user id, or the number itself, has a history before a time. */
    private static Set<String> numbersBefore(IdRow row, long at) {
        Set<String> numbers = new HashSet<>();
        if (row.kind() == Kind.phone && row.first() > 0 && row.first() < at) {
            numbers.add(row.key());
        }
        for (Link pair : row.links(LinkType.PAIRED)) {
            String number = row.kind() == Kind.phone ? row.key() : pair.other();
            if (pair.at() < at && PersonIds.kindOf(number) == Kind.phone) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The key that stands for who had a number before a time; null if no key does. */
    private @Nullable String ownerBefore(IdRow phone, long at) {
        String owner = null;
        List<Link> pairs = acceptedPairs(phone);
        for (Link pair : pairs) {
            owner = pair.at() <= at ? pair.other() : owner;
        }
        return owner == null && pairs.isEmpty() && phone.last() <= at ? phone.key() : owner;
    }

    /** The key that stands for who had a number from a time on. */
    private String ownerAfter(IdRow phone, long at) {
        for (Link pair : acceptedPairs(phone)) {
            if (pair.at() >= at) {
                return pair.other();
            }
        }
        return phone.key();
    }

    private void join(String one, String other) {
        String first = rootOf(one);
        String second = rootOf(other);
        if (!first.equals(second)) {
            // The smaller key is the root, whatever the order.
            boolean smaller = first.compareTo(second) < 0;
            parents.put(smaller ? second : first, smaller ? first : second);
        }
    }

    private String rootOf(String key) {
        String current = key;
        for (String parent = parents.get(current); parent != null; parent = parents.get(current)) {
            current = parent;
        }
        return current;
    }

    private List<Set<String>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (String key : rows.keySet()) {
            groups.computeIfAbsent(rootOf(key), root -> new LinkedHashSet<>()).add(key);
        }
        return groups.values().stream()
                .sorted(Comparator.comparing(group -> group.iterator().next()))
                .toList();
    }
}
