/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.postgres.PostgresStatements.Column;
import io.github.whatsapp360.inbox.internal.postgres.PostgresStatements.Results;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ClaimResult;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.SettledLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Claims and settlements of one account in a PostgreSQL database.
 *
 * <p>Thread-safe.
 */
final class PostgresClaims {

    private final PostgresStatements statements;
    private final String account;
    private final AtomicLong batches = new AtomicLong();

    PostgresClaims(PostgresStatements statements, String account) {
        this.statements = statements;
        this.account = account;
    }

    /** As {@link SharedDatabase#settleAndClaim}. */
    ClaimResult settleAndClaim(List<Settlement> settlements, long node, int limit, Set<String> subscriptions)
            throws SQLException {
        List<String> sql = new ArrayList<>(List.of(PostgresSql.BY_INDEX));
        List<@Nullable Object> arguments = new ArrayList<>();
        boolean settles = !settlements.isEmpty();
        boolean claims = limit > 0;
        if (settles) {
            sql.addAll(List.of(PostgresSql.LOCK_NODE, PostgresSql.LOCK, PostgresSql.SETTLE));
            arguments.add(node);
            addSettlements(settlements, arguments);
        }
        if (claims) {
            sql.addAll(List.of(PostgresSql.ACQUIRE, PostgresSql.READ_ACQUIRED));
            addClaim(node, limit, subscriptions, arguments);
        }
        return statements.executeAll(sql, results -> read(results, settles, claims), arguments);
    }

    private void addSettlements(List<Settlement> settlements, List<@Nullable Object> arguments) {
        Column<Settlement> hashes =
                new Column<>("bigint", settlements, each -> each.lock().conversationHash());
        arguments.add(account);
        arguments.add(hashes);
        arguments.add(account);
        arguments.add(new Column<>("bigint", settlements, Settlement::node));
        arguments.add(hashes);
        arguments.add(new Column<>("bigint", settlements, each -> each.lock().fence()));
        arguments.add(new Column<>("bigint", settlements, each -> each.lock().event()));
        arguments.add(new Column<>("text", settlements, each -> each.ending().name()));
        arguments.add(new Column<>("bigint", settlements, each -> each.delay().toMillis()));
        arguments.add(new Column<>("int", settlements, Settlement::attempts));
        arguments.add(new Column<>("boolean", settlements, Settlement::begun));
        arguments.add(new Column<>("text", settlements, Settlement::note));
    }

    private void addClaim(long node, int limit, Set<String> subscriptions, List<@Nullable Object> arguments) {
        long batch = batches.incrementAndGet();
        arguments.add(new Column<>("text", List.copyOf(subscriptions), name -> name));
        arguments.addAll(List.of(account, limit, limit, node, batch, account));
        arguments.addAll(List.of(node, batch, account, account));
    }

    private static ClaimResult read(Results results, boolean settles, boolean claims) throws SQLException {
        Set<SettledLock> settled = new HashSet<>();
        boolean[] more = new boolean[1];
        List<ConversationLock> claimed = List.of();
        if (settles) {
            results.next();
            results.next();
            results.next();
            settled.addAll(results.rows(row -> {
                more[0] |= row.getBoolean("more");
                return new SettledLock(row.getLong("lane"), row.getLong("fence"), row.getLong("event"));
            }));
        }
        if (claims) {
            results.next();
            results.next();
            claimed = results.rows(PostgresClaims::lock);
        }
        return new ClaimResult(settled, more[0], claimed);
    }

    private static ConversationLock lock(ResultSet row) throws SQLException {
        return new ConversationLock(
                row.getLong("lane"),
                row.getLong("fence"),
                row.getLong("id"),
                new InboxEvent(
                        row.getString("key"),
                        row.getString("conversation"),
                        row.getString("subscription"),
                        row.getString("kind"),
                        row.getBytes("body")),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("stored_at")),
                row.getBoolean("recovered"));
    }
}
