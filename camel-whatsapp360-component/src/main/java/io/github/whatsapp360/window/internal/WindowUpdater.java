/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNullElse;

import io.github.whatsapp360.window.internal.WindowTable.Link;
import io.github.whatsapp360.window.internal.WindowTable.Row;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Applies window events to a table and finds the facts of a user by any of the user's numbers and ids.
 *
 * <pre>
 *  phone number ──► user id          one event contained both: the facts are stored under the id
 *  user id ──► new user id           the id changed
 *  phone number ──► new number       the number changed, and no id is known: link up to that instant
 * </pre>
 *
 * <p>After a change of number, the old number has no owner until an event links it to another user. Has the thread rule
 * of its table.
 *
 * @param <X> exception of the table
 */
public final class WindowUpdater<X extends Exception> {

    /** Upper limit of links that are followed; a longer chain is an error. */
    private static final int MAXIMUM_CHAIN_LENGTH = 8;

    /** A confirmed link is rewritten at this interval, so that it does not expire. */
    private static final Duration LINK_REFRESH_INTERVAL = Duration.ofDays(7);

    private final WindowTable<X> table;

    /** Creates an updater of a table. */
    public WindowUpdater(WindowTable<X> table) {
        this.table = table;
    }

    /** Applies an event. Idempotent. */
    public void apply(WindowEvent event) throws X {
        WindowOwner owner = event.owner();
        if (owner.phone() != null && owner.userId() != null) {
            pair(owner.phone(), owner.userId(), event.at());
        }
        WindowFacts facts = WindowFacts.of(event.effect(), event.at());
        if (!facts.equals(WindowFacts.NONE)) {
            add(keyOf(owner), facts);
        }
        if (event.movedTo() != null) {
            move(owner, event.movedTo(), event.at());
        }
    }

    /** Returns the facts of an owner at an instant. */
    public WindowFacts find(WindowOwner owner, Instant now) throws X {
        WindowFacts found = WindowFacts.NONE;
        if (owner.phone() != null) {
            found = row(rootOf(owner.phone(), now)).facts();
        }
        if (owner.userId() != null) {
            found = found.and(row(rootOf(owner.userId(), now)).facts());
        }
        return found;
    }

    /** Whether this number and this id are linked, and the link was confirmed within the refresh interval. */
    public boolean isLinked(String phone, String userId, Instant now) throws X {
        Link link = row(phone).link();
        return link != null
                && link.since().isAfter(now.minus(LINK_REFRESH_INTERVAL))
                && rootOf(phone, now).equals(rootOf(userId, now));
    }

    private void move(WindowOwner from, WindowOwner to, Instant at) throws X {
        if (to.phone() != null && to.userId() != null) {
            pair(to.phone(), to.userId(), at);
        }
        String root = rootOf(keyOf(from), at);
        if (root.equals(from.phone())) {
            attach(root, keyOf(to), at, at);
            return;
        }
        if (to.userId() != null) {
            attach(root, to.userId(), Instant.MAX, at);
        } else if (to.phone() != null) {
            pair(to.phone(), root, at);
        }
        if (from.phone() != null && !from.phone().equals(to.phone())) {
            leave(from.phone(), root, at);
        }
    }

    /** Ends the ownership of a number. */
    private void leave(String phone, String root, Instant at) throws X {
        Row row = row(phone);
        Link link = row.link();
        if (link == null || (link.until().isAfter(at) && !link.since().isAfter(at))) {
            table.put(phone, new Row(row.facts(), new Link(link == null ? root : link.key(), at, at)));
        }
    }

    /** Links a number and an id that occurred in one event. */
    private void pair(String phone, String userId, Instant at) throws X {
        String last = lastNumberOf(phone, at);
        Row row = row(last);
        Link link = row.link();
        if (rootOf(last, at).equals(rootOf(userId, at))) {
            if (link != null && link.since().plus(LINK_REFRESH_INTERVAL).isBefore(at)) {
                table.put(last, new Row(row.facts(), new Link(link.key(), link.until(), at)));
            }
        } else if (link == null || at.isAfter(link.since())) {
            attach(last, userId, Instant.MAX, at);
        }
    }

    /** Merges the facts of one key into another. */
    private void attach(String from, String to, Instant until, Instant since) throws X {
        String root = rootOf(to, since);
        if (root.equals(from)) {
            return;
        }
        WindowFacts all = row(from).facts();
        table.put(from, new Row(all.after(until), new Link(to, until, since)));
        WindowFacts handedOver = all.upTo(until);
        if (!handedOver.equals(WindowFacts.NONE)) {
            merge(root, handedOver);
        }
    }

    /** Adds the facts of one instant to the key that they belong to. */
    private void add(String key, WindowFacts facts) throws X {
        merge(rootOf(key, facts.latest()), facts);
    }

    private void merge(String key, WindowFacts facts) throws X {
        Row row = row(key);
        WindowFacts both = row.facts().and(facts);
        if (!both.equals(row.facts())) {
            table.put(key, new Row(both, row.link()));
        }
    }

    /** Follows the links that hold at an instant. */
    private String rootOf(String key, Instant at) throws X {
        String current = key;
        for (int hop = 0; hop < MAXIMUM_CHAIN_LENGTH; hop++) {
            Link link = row(current).link();
            if (link == null || at.isAfter(link.until())) {
                return current;
            }
            current = link.key();
        }
        return current;
    }

    /** Follows the changes of a number up to an instant. */
    private String lastNumberOf(String phone, Instant at) throws X {
        String current = phone;
        for (int hop = 0; hop < MAXIMUM_CHAIN_LENGTH; hop++) {
            Link link = row(current).link();
            if (link == null || at.isAfter(link.until()) || !isNumber(link.key())) {
                return current;
            }
            current = link.key();
        }
        return current;
    }

    private Row row(String key) throws X {
        return requireNonNullElse(table.get(key), Row.EMPTY);
    }

    private static boolean isNumber(String key) {
        return key.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static String keyOf(WindowOwner owner) {
        @Nullable String userId = owner.userId();
        return userId == null ? String.valueOf(owner.phone()) : userId;
    }
}
