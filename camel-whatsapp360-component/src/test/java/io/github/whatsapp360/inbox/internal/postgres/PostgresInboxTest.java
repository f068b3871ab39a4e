/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.KeepingContract;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on PostgreSQL, on one node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresInboxTest extends KeepingContract {

    @TempDir
    static Path directory;

    private Postgres postgres;
    private DataSource pool;
    private int accounts;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
        pool = postgres.pool();
    }

    @AfterAll
    void stopPostgres() throws Exception {
        ((AutoCloseable) pool).close();
        postgres.close();
    }

    @Override
    protected Inbox newInbox(InboxLimits limits) {
        return new PostgresInbox(
                new PostgresDatabase(pool, "account" + accounts++, () -> clock.millis() + "::bigint"),
                limits,
                clock,
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node", Duration.ofSeconds(1)),
                readAhead());
    }

    Prefetch readAhead() {
        return new Prefetch(System::nanoTime);
    }

    static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
    }
}
