/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.store;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ClaimResult;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Ending;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.NewEvent;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.SettledLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Settlement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What claims and settlements cost does not depend on how full the tables were when they were planned. */
class PlansTest extends PostgresNodes {

    private static final int ROUNDS = 20;
    private static final int EVENTS = 8;

    /** After so many calls the statements have their plans. */
    private static final int PLANNED = 10;

    private static final int ROWS_PER_EVENT = 20;
    private static final Duration PERIOD = Duration.ofDays(8);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void neitherAClaimNorASettlementReadsMoreThanItsRows() throws Exception {
        newAccount();
        try (HikariDataSource own = postgres.pool("plans")) {
            PostgresDatabase database = new PostgresDatabase(own, account);
            database.open();
            long node = database.join("node");
            for (int round = 1; round <= ROUNDS; round++) {
                if (round == PLANNED) {
                    fill();
                }
                assertThat(database.store(events(round, "message"), PERIOD)).hasSize(EVENTS);
                ClaimResult claimed = database.settleAndClaim(List.of(), node, EVENTS, Set.of("message"));
                List<Settlement> settlements = claimed.claimed().stream()
                        .map(lock -> completed(node, lock))
                        .toList();
                assertThat(database.settleAndClaim(settlements, 0, 0, Set.of()).settled())
                        .hasSize(EVENTS);
            }
        }

        await().timeout(TIMEOUT).until(() -> figure("event", "n_tup_del") == ROUNDS * EVENTS);
        assertThat(figure("event", "seq_scan") + figure("turn", "seq_scan")).isLessThan(ROUNDS);
        assertThat(figure("event", "idx_tup_fetch") + figure("turn", "idx_tup_fetch"))
                .isLessThan(ROUNDS * EVENTS * ROWS_PER_EVENT);
    }

    /** Many conversations of a subscription that does not run. */
    private void fill() {
        postgres.execute("insert into plans.whatsapp360_turn (account, lane, event, due, subscription) select '"
                + account + "', g, g, 0, 'stopped' from generate_series(1, 20000) g");
    }

    @Test
    void whatAnOperatorReadsDoesNotGrowWithTheBacklog() throws Exception {
        newAccount();
        try (HikariDataSource own = postgres.pool("console")) {
            PostgresDatabase database = new PostgresDatabase(own, account);
            database.open();
            long node = database.join("node");
            postgres.execute("insert into console.whatsapp360_event (account, lane, key, conversation, subscription,"
                    + " kind, stored_at, body) select '" + account + "', g % 5000, g, g, 'support', 'message', g, ''"
                    + " from generate_series(1, 100000) g");
            for (int round = 1; round <= ROUNDS; round++) {
                assertThat(database.insight().longestWaiting(10)).hasSize(10);
                assertThat(database.insight().nodes(node, LEASE)).hasSize(1);
            }
        }

        await().timeout(TIMEOUT).until(() -> operatorFigure("idx_tup_fetch") > 0);
        assertThat(operatorFigure("seq_tup_read")).isZero();
        assertThat(operatorFigure("idx_tup_fetch")).isLessThanOrEqualTo(ROUNDS * 1_000L);
    }

    private long operatorFigure(String name) throws Exception {
        return postgres.number("select coalesce(" + name + ", 0) from pg_stat_user_tables"
                + " where schemaname = 'console' and relname = 'whatsapp360_event'");
    }

    @Test
    void theSessionOfThePoolIsLeftAsItWas() throws Exception {
        newAccount();
        PostgresInbox inbox = opened(new PostgresInbox(
                new PostgresDatabase(pool, account),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node", LEASE)));
        store(inbox, "anna", "a1");
        inbox.complete(claim(inbox).get(0));
        assertThat(claim(inbox)).isEmpty();
        inbox.close();

        try (Connection connection = pool.getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_settings where source = 'session' and name in"
                                + " ('enable_seqscan', 'enable_hashjoin', 'plan_cache_mode', 'jit')")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    private static List<NewEvent> events(int round, String subscription) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> new NewEvent(
                        ("key" + round + "-" + i).getBytes(UTF_8),
                        KeyHash.ofConversation(subscription + "c" + i),
                        event("c" + i, "key" + round + "-" + i, subscription)))
                .toList();
    }

    private static Settlement completed(long node, ConversationLock lock) {
        return new Settlement(
                node,
                new SettledLock(lock.conversationHash(), lock.fence(), lock.id()),
                Ending.COMPLETED,
                Duration.ZERO,
                lock.attempts(),
                false,
                null);
    }

    /** A figure of PostgreSQL about a table of the queue; a session reports it when it ends, at the latest. */
    private long figure(String table, String name) throws Exception {
        return postgres.number("select " + name + " from pg_stat_user_tables"
                + " where schemaname = 'plans' and relname = 'whatsapp360_" + table + "'");
    }
}
