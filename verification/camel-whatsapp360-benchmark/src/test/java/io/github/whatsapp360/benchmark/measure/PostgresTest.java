/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.receive.LoadRole;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PostgresTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void itForcesWhatItCommitsAndTellsWhatItUsesUp() throws Exception {
        String obstacle = Postgres.obstacle();
        if (obstacle != null) {
            System.out.println("PostgreSQL is not tested: " + obstacle);
            Assumptions.abort(obstacle);
        }
        try (Postgres postgres = new Postgres(Workspace.empty("test-postgres"));
                Worker client = new Worker(LoadRole.class, Order.of("start"), 64)) {
            Map<String, Double> before = postgres.meter(client);
            try (Connection connection = DriverManager.getConnection(postgres.url());
                    Statement statement = connection.createStatement()) {
                assertThat(setting(statement, "fsync")).isEqualTo("on");
                assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
                statement.execute("create table number as select generate_series(1, 300000) as i");
                Map<String, Double> connected = postgres.meter(client);
                assertThat(connected.get("postgresCpu")).isGreaterThan(before.get("postgresCpu"));
                assertThat(connected.get("written") - before.get("written")).isGreaterThan(1_000_000);
            }
            Map<String, Double> after = postgres.meter(client);
            // The process of that connection is about to end, and counts again once PostgreSQL has noticed.
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (after.get("postgresCpu") <= before.get("postgresCpu") && System.nanoTime() < deadline) {
                Thread.onSpinWait();
                after = postgres.meter(client);
            }

            assertThat(after.get("postgresCpu")).isGreaterThan(before.get("postgresCpu"));
            assertThat(after.get("cpu")).isGreaterThan(after.get("postgresCpu"));
        }
        assertThat(Postgres.version()).matches("[0-9.]+");
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
