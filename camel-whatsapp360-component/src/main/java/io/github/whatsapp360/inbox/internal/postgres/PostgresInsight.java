/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.InboxInsight.NodeState;
import io.github.whatsapp360.inbox.internal.InboxInsight.WaitingConversation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator sees of one account in a PostgreSQL database, see {@link
 * io.github.whatsapp360.inbox.internal.InboxInsight}.
 *
 * <p>Thread-safe.
 */
final class PostgresInsight {

    private static final int MAXIMUM_VISITED = 1_000;

    private static final String OLDEST = "select lane, subscription, stored_at from whatsapp360_event"
            + " where account = ? order by id limit " + MAXIMUM_VISITED;

    private static final String NODES = """
            select id, name, joined_at, {now} - beat_at from whatsapp360_node where account = ? order by id""";

    private final PostgresStatements statements;
    private final String account;

    PostgresInsight(PostgresStatements statements, String account) {
        this.statements = statements;
        this.account = account;
    }

    /**
     * Reads the oldest events by the primary key, without their bodies. With the statistics of a table that was empty a
     * moment ago, PostgreSQL would read and sort all.
     */
    List<WaitingConversation> longestWaiting(int limit) throws SQLException {
        List<WaitingConversation> oldest = statements.executeAll(
                List.of(PostgresSql.BY_INDEX, OLDEST),
                results -> {
                    results.next();
                    return results.rows(row -> new WaitingConversation(
                            row.getLong(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))));
                },
                List.of(account));
        Set<Long> known = new HashSet<>();
        List<WaitingConversation> found = new ArrayList<>();
        for (WaitingConversation each : oldest) {
            if (found.size() < limit && known.add(each.hash())) {
                found.add(each);
            }
        }
        return found;
    }

    List<NodeState> nodes(long self, Duration lease) throws SQLException {
        return statements.query(
                NODES,
                row -> new NodeState(
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Math.max(0, row.getLong(4)),
                        row.getLong(4) < lease.toMillis(),
                        row.getLong(1) == self),
                account);
    }
}
