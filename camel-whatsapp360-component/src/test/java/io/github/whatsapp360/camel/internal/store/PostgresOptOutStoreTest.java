/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.camel.internal.store.OptOutStore.Decision;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The customers who have opted out of marketing messages, on several nodes. */
@Timeout(300)
class PostgresOptOutStoreTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @TempDir
    static Path directory;

    private static Decision decision(String key, boolean stopped, long second) {
        return new Decision(key, stopped, NOON.plusSeconds(second));
    }

    @Test
    void whatOneNodeStoresTheOtherReadsAndTheLastDecisionCounts() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            PostgresOptOutStore one = new PostgresOptOutStore(new PostgresDatabase(pool, "support"), Runnable::run);
            PostgresOptOutStore other = new PostgresOptOutStore(new PostgresDatabase(pool, "support"), Runnable::run);
            PostgresOptOutStore sales = new PostgresOptOutStore(new PostgresDatabase(pool, "sales"), Runnable::run);
            assertThat(one.hasStopped(List.of("a"))).as("without the table").isFalse();

            assertThat(one.store(List.of(decision("b", true, 1), decision("a", true, 1))))
                    .succeedsWithin(TIMEOUT);

            assertThat(other.hasStopped(List.of("a"))).isTrue();
            assertThat(sales.hasStopped(List.of("a"))).isFalse();
            assertThat(other.store(List.of(decision("a", false, 0)))).succeedsWithin(TIMEOUT);
            assertThat(one.hasStopped(List.of("a")))
                    .as("a decision that came late")
                    .isTrue();
            assertThat(other.store(List.of(decision("a", true, 2), decision("a", false, 3))))
                    .succeedsWithin(TIMEOUT);
            assertThat(one.hasStopped(List.of("a"))).isFalse();
            assertThat(one.hasStopped(List.of("b"))).isTrue();
            assertThat(one.hasStopped(List.of("a", "b")))
                    .as("the last decision of both")
                    .isFalse();
            assertThat(other.forget(List.of("a", "c"))).succeedsWithin(TIMEOUT);
            assertThat(one.hasStopped(List.of("a", "b"))).isTrue();

            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table whatsapp360_opt_out rename column stopped to other");
            }
            assertThatThrownBy(() -> one.hasStopped(List.of("b"))).isInstanceOf(InboxException.class);
            assertThat(one.store(List.of(decision("b", false, 4))))
                    .as("the delivery is refused and repeated")
                    .failsWithin(TIMEOUT);
        }
    }
}
