/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an idle node asks the database each second costs the same however many events are set aside. */
class IdleQueriesTest {

    private static final String ACCOUNT = "'support'";
    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    @TempDir
    private Path directory;

    @Test
    void theQueriesOfAnIdleNodeDoNotReadWhatIsSetAside() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                Connection connection = postgres.connect()) {
            postgres.execute(
                    script(),
                    "insert into whatsapp360_turn (account, lane, event, due, subscription)"
                            + " select 'support', g, g, g, 'stopped' || g % 3 from generate_series(1, 50000) g",
                    "vacuum analyze whatsapp360_turn");

            assertThat(pages(connection, PostgresSql.NEXT_DUE, ACCOUNT, ACCOUNT, ACCOUNT))
                    .isBetween(1L, 100L);
            assertThat(pages(connection, PostgresSql.OVERDUE, ACCOUNT, ACCOUNT, "1", "3600000", ACCOUNT, ACCOUNT))
                    .isBetween(1L, 100L);
        }
    }

    private static String script() throws Exception {
        try (InputStream script = PostgresSql.class.getResourceAsStream("postgresql.sql")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    /**
     * The pages of tables and indexes that a query reads with a plan for any values, as a driver uses it in the end.
     */
    private static long pages(Connection connection, String sql, String... values) throws Exception {
        String numbered = sql.replace("{now}", PostgresSql.CLOCK);
        for (int i = 1; i <= values.length; i++) {
            numbered = numbered.replaceFirst("[?]", Matcher.quoteReplacement("$" + i));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare polled as " + numbered);
            try (ResultSet plan = statement.executeQuery(
                    "explain (analyze, buffers) execute polled (" + String.join(", ", values) + ")")) {
                while (plan.next()) {
                    Matcher pages = PAGES.matcher(plan.getString(1));
                    if (pages.find()) {
                        String read = pages.group(2);
                        return Long.parseLong(pages.group(1)) + (read == null ? 0 : Long.parseLong(read));
                    }
                }
            } finally {
                statement.execute("deallocate polled");
            }
        }
        throw new AssertionError("No pages in the plan of " + sql);
    }
}
