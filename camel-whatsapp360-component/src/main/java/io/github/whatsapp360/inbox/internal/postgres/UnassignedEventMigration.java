/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns subscriptions to the events that nodes of an earlier version stored. Each becomes one event per subscription,
 * in the order of arrival and with its attempts.
 *
 * <p>Guarantee: one transaction, before this node stores or processes anything; other nodes of the account wait for it.
 *
 * <p>Confined to one thread.
 */
final class UnassignedEventMigration {

    private static final Logger LOG = LoggerFactory.getLogger(UnassignedEventMigration.class);

    private static final int MAXIMUM_BATCH = 256;

    /** A conversation with waiting events of the earlier version has a lock row without a subscription. */
    private static final String ANY = "select 1 from whatsapp360_turn where account = ? and subscription = '' limit 1";

    private static final String ONE_AT_A_TIME = "select pg_try_advisory_xact_lock(hashtext('whatsapp360 ' || ?))";

    /** Needed to see the changes of another node, whatever the default level is. */
    private static final String READ_COMMITTED = "set transaction isolation level read committed";

    /** Migrating a million events takes some minutes. */
    private static final int MIGRATION_TIMEOUT_SECONDS = 1_800;

    private static final String NEXT = """
            select e.id, e.key, e.conversation, e.subscription, e.kind, e.body, e.stored_at,
              coalesce(t.due, e.stored_at) as due, coalesce(t.attempts, 0) as attempts, coalesce(t.begun, false) as
                begun
            from whatsapp360_event e
              left join whatsapp360_turn t
                on t.account = e.account and t.lane = e.lane and t.event = e.id and t.subscription = ''
            where e.account = ? and e.id > ? and (e.subscription = '' or left(e.subscription, 1) = chr(10))
            order by e.id limit ?""";

    private static final String ASSIGN = """
            with x as materialized (
              select ?::text as account, nextval('whatsapp360_event_number') as id, x.* from unnest(
                  ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bigint[], ?::bigint[],
                    ?::int[],
                  ?::boolean[])
                as x (key, conversation, lane, subscription, kind, body, stored_at, due, attempts, begun)
            ), i as (
              insert into whatsapp360_event (account, id, key, conversation, lane, subscription, kind, stored_at, body)
              select account, id, key, conversation, lane, subscription, kind, stored_at, body from x
            )
            insert into whatsapp360_turn (account, lane, event, subscription, due, attempts, begun)
            select distinct on (lane) account, lane, id, subscription, due, attempts, begun from x order by lane, id
            on conflict (account, lane) do nothing""";

    private static final String DELETE = "delete from whatsapp360_event where account = ? and id = any (?::bigint[])";

    private static final String END = "delete from whatsapp360_turn where account = ? and subscription = ''";

    private final Connections connections;
    private final String account;
    private final SubscriptionResolver resolver;

    /** An event with the columns of its conversation lock. */
    private record Waiting(InboxEvent event, long storedAt, long due, int attempts, boolean begun) {}

    UnassignedEventMigration(Connections connections, String account, SubscriptionResolver resolver) {
        this.connections = connections;
        this.account = account;
        this.resolver = resolver;
    }

    void assign() throws SQLException {
        int assigned = tryToAssign();
        for (int seconds = 0; assigned < 0 && seconds < MIGRATION_TIMEOUT_SECONDS; seconds++) {
            boolean unused = connections.use(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("select pg_sleep(1)");
                }
            });
            assigned = tryToAssign();
        }
        if (assigned < 0) {
            throw new SQLException("another node has been migrating for " + MIGRATION_TIMEOUT_SECONDS + " s");
        }
        if (assigned > 0) {
            LOG.info("Inbox {}: {} events of an earlier version were assigned to subscriptions", connections, assigned);
        }
    }

    /** Returns the number of migrated events; negative while another node migrates. */
    private int tryToAssign() throws SQLException {
        return connections.use(connection -> {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                int count = !isAlone(connection) ? -1 : anyLeft(connection) ? assign(connection) : 0;
                connection.commit();
                done = true;
                return count;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        });
    }

    private boolean isAlone(Connection connection) throws SQLException {
        try (Statement isolation = connection.createStatement();
                PreparedStatement lock = connection.prepareStatement(ONE_AT_A_TIME)) {
            boolean unused = isolation.execute(READ_COMMITTED);
            lock.setString(1, account);
            try (ResultSet taken = lock.executeQuery()) {
                return taken.next() && taken.getBoolean(1);
            }
        }
    }

    private boolean anyLeft(Connection connection) throws SQLException {
        try (PreparedStatement any = connection.prepareStatement(ANY)) {
            any.setString(1, account);
            try (ResultSet row = any.executeQuery()) {
                return row.next();
            }
        }
    }

    private int assign(Connection connection) throws SQLException {
        int count = 0;
        long after = 0;
        for (List<Long> ids = assignSome(connection, after); !ids.isEmpty(); ids = assignSome(connection, after)) {
            after = ids.get(ids.size() - 1);
            count += ids.size();
        }
        try (PreparedStatement end = connection.prepareStatement(END)) {
            end.setString(1, account);
            int unused = end.executeUpdate();
        }
        return count;
    }

    /** Returns the previous ids of the migrated events. */
    private List<Long> assignSome(Connection connection, long after) throws SQLException {
        List<Long> ids = new ArrayList<>();
        List<Waiting> assigned = new ArrayList<>();
        try (PreparedStatement next = connection.prepareStatement(NEXT)) {
            next.setString(1, account);
            next.setLong(2, after);
            next.setInt(3, MAXIMUM_BATCH);
            try (ResultSet row = next.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong("id"));
                    assigned.addAll(assigned(row));
                }
            }
        }
        if (!assigned.isEmpty()) {
            insert(connection, assigned);
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, account);
            delete.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
            int unused = delete.executeUpdate();
        }
        return ids;
    }

    private List<Waiting> assigned(ResultSet row) throws SQLException {
        InboxEvent event = new InboxEvent(
                row.getString("key"),
                row.getString("conversation"),
                row.getString("subscription"),
                row.getString("kind"),
                row.getBytes("body"));
        List<Waiting> assigned = new ArrayList<>();
        for (InboxEvent each : resolver.assign(event)) {
            assigned.add(new Waiting(
                    each,
                    row.getLong("stored_at"),
                    row.getLong("due"),
                    row.getInt("attempts"),
                    row.getBoolean("begun")));
        }
        return assigned;
    }

    private void insert(Connection connection, List<Waiting> waiting) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ASSIGN)) {
            insert.setString(1, account);
            insert.setArray(
                    2, array(connection, "text", waiting, each -> each.event().key()));
            insert.setArray(
                    3, array(connection, "text", waiting, each -> each.event().conversation()));
            insert.setArray(
                    4,
                    array(
                            connection,
                            "bigint",
                            waiting,
                            each -> KeyHash.ofConversation(each.event().conversationKey())));
            insert.setArray(
                    5, array(connection, "text", waiting, each -> each.event().subscription()));
            insert.setArray(
                    6, array(connection, "text", waiting, each -> each.event().kind()));
            byte[][] bodies = waiting.stream().map(each -> each.event().body()).toArray(byte[][]::new);
            insert.setArray(7, connection.createArrayOf("bytea", bodies));
            insert.setArray(8, array(connection, "bigint", waiting, Waiting::storedAt));
            insert.setArray(9, array(connection, "bigint", waiting, Waiting::due));
            insert.setArray(10, array(connection, "int", waiting, Waiting::attempts));
            insert.setArray(11, array(connection, "boolean", waiting, Waiting::begun));
            int unused = insert.executeUpdate();
        }
    }

    private static <T> Array array(Connection connection, String type, List<T> rows, Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }
}
