/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was billed is counted once, also when a status is repeated after a restart or to another node. */
class BilledAfterRestartTest {

    private static final Instant NOW = Instant.parse("2026-12-15T12:00:00Z");

    @TempDir
    Path directory;

    /** One run of an application. */
    private static final class Run implements AutoCloseable {

        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        private final TestBed bed;

        Run(Path directory, @Nullable DataSource database, Instant now) throws Exception {
            bed = new TestBed();
            bed.component.setClock(Clock.fixed(now, ZoneOffset.UTC));
            bed.component.setInboxDirectory(directory.toString());
            bed.component.getConfiguration().setInbox(database == null ? "embedded" : "jdbc");
            bed.component.getConfiguration().setDataSource(database);
            bed.context.getRegistry().bind("metricsRegistry", registry);
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support").to("mock:in");
                }
            });
        }

        void delivered(String id, String category) throws Exception {
            String body = TestBed.status(id, "delivered")
                    .replace("1789000050", Long.toString(NOW.getEpochSecond()))
                    .replace(
                            "\"recipient_id\"",
                            "\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"type\":\"regular\","
                                    + "\"category\":\""
                                    + category + "\"},\"recipient_id\"");
            assertThat(bed.deliver("support", body).statusCode()).isEqualTo(200);
        }

        double billed(String category) {
            Counter counter = registry.find("whatsapp360.billed")
                    .tags("account", "support", "category", category, "type", "regular")
                    .counter();
            return counter == null ? 0 : counter.count();
        }

        double freeUsed() {
            return registry.get("whatsapp360.service.free.used").gauge().value();
        }

        void awaitBilled(String category, int count) {
            await().atMost(TestBed.LIMIT).until(() -> billed(category) == count);
        }

        @Override
        public void close() throws IOException {
            bed.close();
        }
    }

    private void assertCountedOnce(@Nullable DataSource database) throws Exception {
        try (Run first = new Run(directory, database, NOW)) {
            first.delivered("wamid.1", "service");
            first.delivered("wamid.2", "service");
            first.delivered("wamid.3", "utility");
            first.awaitBilled("service", 2);
            first.awaitBilled("utility", 1);
        }
        try (Run second = new Run(directory, database, NOW)) {
            assertThat(second.freeUsed()).isEqualTo(2);
            second.delivered("wamid.1", "service");
            second.delivered("wamid.3", "utility");
            second.delivered("wamid.4", "service");
            second.awaitBilled("service", 1);
            second.delivered("wamid.5", "utility");
            second.awaitBilled("utility", 1);
            assertThat(second.freeUsed()).isEqualTo(3);
        }
        try (Run nextMonth = new Run(directory, database, NOW.plusSeconds(20 * 86_400))) {
            assertThat(nextMonth.freeUsed()).isZero();
        }
    }

    @Test
    void inTheEmbeddedInbox() throws Exception {
        assertCountedOnce(null);
    }

    @Test
    void inPostgres() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            assertCountedOnce(pool);
        }
    }

    @Test
    void ofSeveralNodesOneCounts() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool();
                Run one = new Run(directory.resolve("one"), pool, NOW);
                Run other = new Run(directory.resolve("other"), pool, NOW)) {
            for (int i = 0; i < 10; i++) {
                one.delivered("wamid." + i, "service");
                other.delivered("wamid." + i, "service");
            }
            await().atMost(TestBed.LIMIT).until(() -> one.billed("service") + other.billed("service") == 10);
            one.delivered("wamid.one", "service");
            other.delivered("wamid.other", "service");
            await().atMost(TestBed.LIMIT).until(() -> one.billed("service") + other.billed("service") == 12);
            assertThat(Math.max(one.freeUsed(), other.freeUsed())).isEqualTo(12);
        }
    }
}
