/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transaction-aware data source: it lends the connection of the caller's transaction. */
@Timeout(120)
class CallersTransactionTest {

    @TempDir
    static Path directory;

    private static final ThreadLocal<Connection> TRANSACTION = new ThreadLocal<>();

    private static DataSource transactionAware(HikariDataSource pool) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection bound = TRANSACTION.get();
                    if (!method.getName().equals("getConnection") || bound == null) {
                        return method.invoke(pool, arguments);
                    }
                    return Proxy.newProxyInstance(
                            Connection.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (connection, what, with) ->
                                    what.getName().equals("close") ? null : what.invoke(bound, with));
                });
    }

    @Test
    void whatIsAskedInsideATransactionNeitherEndsItNorTakesPartInIt() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            postgres.execute("create table theirs (id int)");
            PostgresInbox inbox = new PostgresInbox(
                    new PostgresDatabase(transactionAware(pool), "support"),
                    InboxLimits.DEFAULT,
                    Clock.systemUTC(),
                    PostgresInboxTest::startThread,
                    new PostgresInbox.NodeIdentity("node"));
            inbox.open(() -> {});
            store(inbox, "anna", "a1");
            inbox.bury(inbox.claim(1, Clock.systemUTC().instant(), Events.ALL).get(0), "no use");
            try (Connection theirs = pool.getConnection();
                    Statement statement = theirs.createStatement()) {
                theirs.setAutoCommit(false);
                statement.execute("insert into theirs values (1)");
                TRANSACTION.set(theirs);
                assertThat(inbox.deadLetters(0, 10)).hasSize(1);
                assertThat(inbox.replay(DeadLetterSelection.all())).isEqualTo(1);
                assertThat(inbox.quarantine(
                                        new io.github.whatsapp360.inbox.InboxEvent(
                                                "key",
                                                "",
                                                "",
                                                io.github.whatsapp360.inbox.DeadLetter.UNREADABLE,
                                                new byte[1]),
                                        "unreadable")
                                .get(30, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(inbox.purge(DeadLetterSelection.all())).isEqualTo(1);
                assertThat(theirs.getAutoCommit()).isFalse();
                TRANSACTION.remove();
                theirs.rollback();
            }

            assertThat(postgres.number("select count(*) from theirs")).isZero();
            assertThat(postgres.number("select count(*) from whatsapp360_event"))
                    .isEqualTo(1);
            assertThat(postgres.number("select count(*) from whatsapp360_dead_letter"))
                    .isZero();
            inbox.close();
        }
    }
}
