/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Windows that two nodes write and delete concurrently. */
@Timeout(120)
class PostgresWindowTableTest {

    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    static Path directory;

    @Test
    void forgettingWaitsForNobodyWhoWrites() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool();
                Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            new PostgresDatabase(pool, "support").open();
            PostgresWindowTable table = new PostgresWindowTable(one, "support");
            WindowUpdater<java.sql.SQLException> updater = new WindowUpdater<>(table);
            for (String phone : List.of("491", "492", "493")) {
                updater.apply(new WindowEvent(WindowOwner.phone(phone), Effect.USER_WROTE, LONG_AGO));
            }
            assertThat(table.flush()).isTrue();
            two.setAutoCommit(false);
            try (Statement writing = two.createStatement()) {
                writing.execute("update whatsapp360_service_window set wrote = wrote where id = '492'");

                CompletableFuture<String> swept = CompletableFuture.supplyAsync(() -> sweep(one));

                assertThat(swept).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("493");
                two.rollback();
            }
            assertThat(ids(one)).isEqualTo("492");
            assertThat(sweep(one)).isEqualTo("492");
            assertThat(ids(one)).isNull();
            assertThat(sweep(one)).isEmpty();
        }
    }

    private static String sweep(Connection connection) {
        try {
            return new PostgresWindowTable(connection, "support").sweep("", 10, NOW);
        } catch (java.sql.SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String ids(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select string_agg(id, ',' order by id) from whatsapp360_service_window")) {
            row.next();
            return row.getString(1);
        }
    }
}
