/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.Conversations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two nodes with one outbox, one of which is stopped in the middle. */
class SeveralNodesTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int EACH = 15;

    @Test
    void eachRowIsSentOnceAndThoseOfARecipientInOrder() throws Exception {
        try (EmbeddedPostgres postgres = PostgresServer.start();
                BridgeApplication first = new BridgeApplication();
                BridgeApplication second = first.another()) {
            Conversations conversations = new Conversations(first.simulator);
            bridge(first, "first", postgres).start();
            bridge(second, "second", postgres).start();
            try (Connection database = postgres.getPostgresDatabase().getConnection()) {
                queue(database, conversations);
                await().atMost(LIMIT).until(() -> nodes(database).equals(List.of("first", "second")));
                second.main.stop();
                queue(database, conversations);

                await().atMost(LIMIT).until(() -> conversations.isSettled(List.of()));
                conversations.assertSent(List.of(), 0);
                await().atMost(LIMIT).untilAsserted(() -> assertThat(
                                rows(database, "select text from whatsapp360_outbox where status < 'accepted'"))
                        .isEmpty());
                assertThat(rows(database, "select text from whatsapp360_outbox where attempts > 1"))
                        .isEmpty();
            }
        }
    }

    private static BridgeApplication bridge(BridgeApplication application, String name, EmbeddedPostgres postgres) {
        String url = postgres.getJdbcUrl("postgres", "postgres");
        return application
                .bridge("outbox", "sql-to-whatsapp360", "account", "support", "url", url)
                .bridge("outbox", "sql-to-whatsapp360", "pollDelay", "50", "name", name);
    }

    private static void queue(Connection database, Conversations conversations) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("insert into whatsapp360_outbox (recipient, text) values (?, ?)")) {
            for (int i = 0; i < EACH; i++) {
                for (var customer : conversations.customers) {
                    insert.setString(1, customer.waId());
                    insert.setString(2, conversations.command(customer));
                    insert.execute();
                }
            }
        }
    }

    /** Which nodes have sent something. */
    private static List<String> nodes(Connection database) throws SQLException {
        return rows(
                database,
                "select distinct substr(taken_by, 13) from whatsapp360_outbox"
                        + " where taken_by is not null order by 1");
    }

    private static List<String> rows(Connection database, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
