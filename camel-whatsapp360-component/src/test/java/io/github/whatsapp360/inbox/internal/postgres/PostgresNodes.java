/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes of one account on a database, with a short lease. Each test has an account of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class PostgresNodes {

    static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    static Path directory;

    final List<PostgresInbox> open = new ArrayList<>();
    Postgres postgres;
    HikariDataSource pool;
    String account = "none";
    private int accounts;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
        pool = postgres.pool();
    }

    @AfterAll
    void stopPostgres() throws Exception {
        pool.close();
        postgres.close();
    }

    @AfterEach
    void closeAll() {
        open.forEach(PostgresInbox::close);
        open.clear();
    }

    /** Makes an account that no test has used. */
    void newAccount() {
        account = "account" + accounts++;
    }

    PostgresInbox opened(PostgresInbox inbox) {
        inbox.open(() -> {});
        open.add(inbox);
        return inbox;
    }

    static List<Claim> claim(PostgresInbox inbox) {
        return inbox.claim(8, Instant.now(), Events.ALL);
    }
}
