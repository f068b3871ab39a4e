/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.CustomerIdentity.Alias;
import io.github.whatsapp360.identity.CustomerIdentity.Kind;
import io.github.whatsapp360.identity.internal.IdRow.Link;
import io.github.whatsapp360.identity.internal.IdRow.LinkType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Derives the public form of a customer from the facts.
 *
 * <p>Thread-safe.
 */
final class IdentityView {

    private final CustomerRow customer;
    private final Function<String, @Nullable IdRow> rows;

    private IdentityView(CustomerRow customer, Function<String, @Nullable IdRow> rows) {
        this.customer = customer;
        this.rows = rows;
    }

    /** @param rows returns a row of the customer or of a key linked with one; null if there is none */
    static CustomerIdentity of(CustomerRow customer, Function<String, @Nullable IdRow> rows) {
        return new IdentityView(customer, rows).identity();
    }

    /** Whether a customer has the same present names. */
    static boolean isSame(CustomerIdentity one, CustomerIdentity other) {
        return Objects.equals(one.phone(), other.phone())
                && Objects.equals(one.userId(), other.userId())
                && Objects.equals(one.parentUserId(), other.parentUserId())
                && Objects.equals(one.username(), other.username());
    }

    private CustomerIdentity identity() {
        List<Alias> aliases = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            aliases.addAll(replaced(aliases(kind)));
        }
        aliases.sort(
                Comparator.comparing(Alias::since).thenComparing(Alias::kind).thenComparing(Alias::value));
        return new CustomerIdentity(
                customer.id(),
                present(aliases, Kind.phone),
                present(aliases, Kind.userId),
                present(aliases, Kind.parentUserId),
                present(aliases, Kind.username),
                aliases);
    }

    private static @Nullable String present(List<Alias> aliases, Kind kind) {
        return aliases.stream()
                .filter(alias -> alias.kind() == kind && alias.until() == null)
                .map(Alias::value)
                .findFirst()
                .orElse(null);
    }

    private List<Alias> aliases(Kind kind) {
        List<Alias> aliases = new ArrayList<>();
        for (String key : customer.ids()) {
            IdRow row = rows.apply(key);
            if (row != null && row.kind() == kind && !isOnlyWritten(row)) {
                aliases.add(alias(kind, row));
            }
            if (row != null && row.kind() == Kind.userId && kind != Kind.userId) {
                aliases.addAll(lost(kind, row));
            }
        }
        return aliases;
    }

    /** How the business writes a number is no name of the customer. */
    private static boolean isOnlyWritten(IdRow row) {
        return row.first() == 0
                && row.links(LinkType.PAIRED).isEmpty()
                && !row.links(LinkType.RESOLVED_TO).isEmpty();
    }

    private Alias alias(Kind kind, IdRow row) {
        List<Link> own = row.links(LinkType.PAIRED).stream()
                .filter(pair -> customer.ids().contains(pair.other()))
                .toList();
        long since = LongStream.concat(
                        LongStream.of(row.first()), row.links().stream().mapToLong(Link::at))
                .filter(at -> at > 0)
                .min()
                .orElse(customer.created());
        if (kind != Kind.userId && !own.isEmpty() && row.first() == 0) {
            since = own.get(0).at();
        }
        return new Alias(kind, PersonIds.valueOf(row.key()), Instant.ofEpochSecond(since), until(kind, row, own));
    }

    private @Nullable Instant until(Kind kind, IdRow row, List<Link> own) {
        long newest =
                Math.max(row.last(), own.isEmpty() ? 0 : own.get(own.size() - 1).at());
        if (row.left() > 0 && newest <= row.left()) {
            return Instant.ofEpochSecond(row.left());
        }
        if (kind == Kind.userId) {
            return changed(row);
        }
        // A user name outlives the user id; a number and a parent id belong to it.
        IdRow owner = own.isEmpty() || kind == Kind.username
                ? null
                : rows.apply(own.get(own.size() - 1).other());
        return owner == null ? null : changed(owner);
    }

    private @Nullable Instant changed(IdRow row) {
        return row.links(LinkType.CHANGED_TO).stream()
                .filter(change -> customer.ids().contains(change.other()))
                .map(change -> Instant.ofEpochSecond(change.at()))
                .findFirst()
                .orElse(null);
    }

    /** Numbers and names that belong to another customer now. */
    private List<Alias> lost(Kind kind, IdRow user) {
        List<Alias> lost = new ArrayList<>();
        for (Link pair : user.links(LinkType.PAIRED)) {
            IdRow other = rows.apply(pair.other());
            if (other != null && other.kind() == kind && !customer.ids().contains(other.key())) {
                long until = other.links(LinkType.PAIRED).stream()
                        .mapToLong(Link::at)
                        .filter(at -> at > pair.at())
                        .min()
                        .orElse(Math.max(other.left(), pair.at()));
                lost.add(new Alias(
                        kind,
                        PersonIds.valueOf(other.key()),
                        Instant.ofEpochSecond(pair.at()),
                        Instant.ofEpochSecond(until)));
            }
        }
        return lost;
    }

    /** Of several present names of a kind, the newest one counts. */
    private static List<Alias> replaced(List<Alias> aliases) {
        Alias newest = aliases.stream()
                .filter(alias -> alias.until() == null)
                .max(Comparator.comparing(Alias::since).thenComparing(Alias::value))
                .orElse(null);
        return aliases.stream()
                .map(alias -> alias.until() != null || newest == null || alias.equals(newest)
                        ? alias
                        : new Alias(alias.kind(), alias.value(), alias.since(), newest.since()))
                .toList();
    }
}
