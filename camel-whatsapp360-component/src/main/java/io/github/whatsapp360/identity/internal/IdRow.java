/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.identity.CustomerIdentity.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The facts about one number, id or user name, and its present customer.
 *
 * <p>Facts are merged only by taking the earlier or the later time, so that order and repetition of events do not
 * matter. Times are seconds since 1970; 0 for never. Its string contains no number or id. Immutable and thread-safe.
 *
 * @param key see {@link PersonIds#key}
 * @param customer id of the present customer; empty while it is not decided
 * @param first for a number or parent id, when it was first seen without a user id; for a user id, when it was first
 *     seen
 * @param last when a number or parent id was last seen without a user id
 * @param left when the owner of a number last gave it up
 * @param links what is known about other keys
 */
public record IdRow(String key, String customer, long first, long last, long left, List<Link> links) {

    /** Upper limit of links of one key; the oldest are dropped. A test number may have had many users. */
    private static final int MAXIMUM_LINKS = 32;

    private static final Comparator<Link> ORDER =
            Comparator.comparingLong(Link::at).thenComparing(Link::type).thenComparing(Link::other);

    public IdRow {
        requireNonNull(key, "key");
        requireNonNull(customer, "customer");
        links = List.copyOf(links);
    }

    /** The kinds of links. The letter is the stored form. */
    public enum LinkType {
        /** One event contained both keys. */
        PAIRED('='),
        /** The other key replaced this one. */
        CHANGED_TO('>'),
        /** This key replaced the other one. */
        CHANGED_FROM('<'),
        /** The business wrote this number, and WhatsApp resolved it to the other one. */
        RESOLVED_TO('~'),
        /** The business wrote the other number for this one. */
        RESOLVED_FROM('-');

        final char letter;

        LinkType(char letter) {
            this.letter = letter;
        }

        static LinkType of(char letter) {
            return Stream.of(values())
                    .filter(type -> type.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Expected a type of link, actual " + letter));
        }
    }

    /**
     * A link to another key.
     *
     * @param at the earliest known time
     */
    public record Link(LinkType type, String other, long at) {

        @Override
        public String toString() {
            return "Link[" + type + ", at=" + at + "]";
        }
    }

    static IdRow empty(String key) {
        return new IdRow(key, "", 0, 0, 0, List.of());
    }

    Kind kind() {
        return PersonIds.kindOf(key);
    }

    IdRow ofCustomer(String id) {
        return id.equals(customer) ? this : new IdRow(key, id, first, last, left, links);
    }

    /** Adds the time at which the key was seen. */
    IdRow seen(long at) {
        long earliest = first == 0 ? at : Math.min(first, at);
        long latest = kind() == Kind.userId ? 0 : Math.max(last, at);
        return new IdRow(key, customer, earliest, latest, left, links);
    }

    IdRow leftAt(long at) {
        return new IdRow(key, customer, first, last, Math.max(left, at), links);
    }

    IdRow linked(LinkType type, String other, long at) {
        List<Link> all = new ArrayList<>();
        long earliest = at;
        for (Link link : links) {
            if (link.type() == type && link.other().equals(other)) {
                earliest = Math.min(earliest, link.at());
            } else {
                all.add(link);
            }
        }
        all.add(new Link(type, other, earliest));
        return withLinks(all);
    }

    /** Drops all links to keys of a customer that is forgotten. */
    IdRow withoutLinksTo(List<String> keys) {
        return withLinks(
                links.stream().filter(link -> !keys.contains(link.other())).toList());
    }

    private IdRow withLinks(List<Link> all) {
        List<Link> sorted = all.stream()
                .sorted(ORDER)
                .skip(Math.max(0, all.size() - MAXIMUM_LINKS))
                .toList();
        return new IdRow(key, customer, first, last, left, sorted);
    }

    /** The links of a type, by time. */
    List<Link> links(LinkType type) {
        return links.stream().filter(link -> link.type() == type).toList();
    }

    /** The links as text, one in each line. */
    String linksAsText() {
        StringBuilder text = new StringBuilder();
        for (Link link : links) {
            text.append(link.type().letter)
                    .append(link.at())
                    .append(' ')
                    .append(link.other())
                    .append('\n');
        }
        return text.toString();
    }

    /** Reads {@link #linksAsText}. */
    static List<Link> parseLinks(String text) {
        return text.lines()
                .map(line -> {
                    int blank = line.indexOf(' ');
                    return new Link(
                            LinkType.of(line.charAt(0)),
                            line.substring(blank + 1),
                            Long.parseLong(line.substring(1, blank)));
                })
                .toList();
    }

    @Override
    public String toString() {
        return "IdRow[" + kind() + ", customer=" + customer + "]";
    }
}
