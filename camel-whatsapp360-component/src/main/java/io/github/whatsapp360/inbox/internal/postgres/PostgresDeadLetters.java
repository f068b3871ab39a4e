/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import io.github.whatsapp360.inbox.internal.postgres.PostgresStatements.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one account in a PostgreSQL database.
 *
 * <p>Thread-safe.
 */
final class PostgresDeadLetters {

    private static final int MAXIMUM_BATCH = 256;

    private final PostgresStatements statements;
    private final String account;

    PostgresDeadLetters(PostgresStatements statements, String account) {
        this.statements = statements;
        this.account = account;
    }

    List<DeadLetter> list(long after, int limit) throws SQLException {
        return statements.query(PostgresSql.DEAD_LETTERS, PostgresDeadLetters::letter, account, after, limit);
    }

    Optional<DeadLetter> find(long id) throws SQLException {
        return statements.query(PostgresSql.DEAD_LETTER, PostgresDeadLetters::letter, account, id).stream()
                .findFirst();
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getBytes(9),
                row.getInt(4),
                row.getInt(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8));
    }

    /**
     * An event of a dead letter that is replayed. One dead letter becomes several events if it was stored without a
     * subscription.
     */
    private record Replayed(long letter, InboxEvent event) {}

    int replay(DeadLetterSelection selection, @Nullable String subscription, SubscriptionResolver resolver)
            throws SQLException {
        List<Replayed> all = new ArrayList<>();
        long after = 0;
        for (List<Replayed> some = replayable(after, selection); !some.isEmpty(); some = replayable(after, selection)) {
            some.forEach(letter -> all.addAll(assigned(letter, subscription, resolver)));
            after = some.get(some.size() - 1).letter();
        }
        int replayed = 0;
        int to;
        for (int from = 0; from < all.size(); from = to) {
            to = endOfLetter(all, from + MAXIMUM_BATCH);
            List<Replayed> some = all.subList(from, to);
            replayed += statements
                    .query(
                            PostgresSql.REPLAY,
                            row -> row.getInt(1),
                            new Column<>("bigint", some, Replayed::letter),
                            new Column<>(
                                    "bigint",
                                    some,
                                    each -> KeyHash.ofConversation(each.event().conversationKey())),
                            new Column<>("text", some, each -> each.event().subscription()),
                            account)
                    .get(0);
        }
        return replayed;
    }

    /** Returns the end of a batch: all events of one dead letter must be in the same batch, which deletes it. */
    private static int endOfLetter(List<Replayed> all, int wanted) {
        int end = Math.min(all.size(), wanted);
        while (end < all.size() && all.get(end).letter() == all.get(end - 1).letter()) {
            end++;
        }
        return end;
    }

    private List<Replayed> replayable(long after, DeadLetterSelection selection) throws SQLException {
        Object chosen = chosen(selection);
        return statements.query(
                PostgresSql.REPLAYABLE,
                PostgresDeadLetters::replayed,
                account,
                after,
                chosen,
                chosen,
                DeadLetter.UNREADABLE,
                MAXIMUM_BATCH);
    }

    private static Replayed replayed(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return new Replayed(
                row.getLong("id"),
                new InboxEvent(
                        "",
                        row.getString("conversation"),
                        row.getString("subscription"),
                        row.getString("kind"),
                        body == null ? new byte[0] : body));
    }

    private static List<Replayed> assigned(
            Replayed letter, @Nullable String subscription, SubscriptionResolver resolver) {
        if (subscription != null) {
            return List.of(new Replayed(letter.letter(), letter.event().forSubscription(subscription)));
        }
        if (!SubscriptionResolver.isUnassigned(letter.event())) {
            return List.of(letter);
        }
        return resolver.assign(letter.event()).stream()
                .map(event -> new Replayed(letter.letter(), event))
                .toList();
    }

    /** Null selects all. */
    private static @Nullable Object chosen(DeadLetterSelection selection) {
        return selection.isAll() ? null : new Column<>("bigint", List.copyOf(selection.ids()), id -> id);
    }

    int purge(DeadLetterSelection selection) throws SQLException {
        Object chosen = chosen(selection);
        int count = 0;
        for (int purged = MAXIMUM_BATCH; purged == MAXIMUM_BATCH; count += purged) {
            purged = statements.update(PostgresSql.PURGE, account, account, chosen, chosen, MAXIMUM_BATCH);
        }
        return count;
    }
}
