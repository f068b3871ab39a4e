/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.Conversations;
import io.github.whatsapp360.simulator.fault.Fault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is killed twice while messages go through it in both directions. */
class KilledDatabaseTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void nothingIsLostAndNoRowIsSentTwice() throws Exception {
        try (KillablePostgres postgres = new KillablePostgres(directory.resolve("postgres"));
                BridgeApplication application = application(postgres).start()) {
            Conversations conversations = new Conversations(application.simulator);
            for (int kill = 0; kill < 2; kill++) {
                converse(conversations, postgres);
                postgres.kill();
                conversations.say(2);
                postgres.start();
            }
            converse(conversations, postgres);

            await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
                assertThat(texts(postgres, "select text from whatsapp360_message"))
                        .hasSize(conversations.said());
                assertThat(texts(postgres, "select text from whatsapp360_outbox where status < 'unknown'"))
                        .isEmpty();
            });
            List<String> events = texts(postgres, "select text from whatsapp360_message order by received_at");
            List<String> unknown = texts(postgres, "select text from whatsapp360_outbox where status = 'unknown'");
            conversations.assertArrived(events, 0);
            // A kill can come between the two writes for a row.
            conversations.assertSent(unknown, 2);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            texts(postgres, "select text from whatsapp360_outbox where status = 'read'"))
                    .containsExactlyInAnyOrderElementsOf(conversations.received()));
        }
    }

    @Test
    void whatWasSentWhileTheDatabaseWasDownIsWrittenAndHoldsUpNoOther() throws Exception {
        AtomicInteger written = new AtomicInteger();
        try (KillablePostgres postgres = new KillablePostgres(directory.resolve("postgres"));
                BridgeApplication application = application(postgres)) {
            application.main.bind("notifier", new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof CamelEvent.ExchangeSentEvent sent
                            && sent.getEndpoint().getEndpointUri().contains("outbox-sent")) {
                        written.incrementAndGet();
                    }
                }
            });
            application.start();
            application.lena.says("Hi");
            application.simulator.fault(
                    Fault.slow(Duration.ofSeconds(3)).times(1).to(application.lena.waId()));
            queue(postgres, application.lena.waId(), "C1");
            queue(postgres, application.lena.waId(), "C2");
            await().atMost(LIMIT)
                    .until(() -> !texts(postgres, "select text from whatsapp360_outbox where status > 'queued'")
                            .isEmpty());
            postgres.kill();
            // Tried at least once, in vain.
            await().atMost(LIMIT).until(() -> written.get() > 0);
            postgres.start();

            assertThat(BridgeApplication.texts(application.lena, 2)).containsExactly("C1", "C2");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            texts(postgres, "select text from whatsapp360_outbox where status = 'read'"))
                    .containsExactlyInAnyOrder("C1", "C2"));
        }
    }

    private static BridgeApplication application(KillablePostgres postgres) throws Exception {
        return new BridgeApplication()
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .with("camel.component.whatsapp360.maximum-redelivery-delay", "200")
                .with("camel.component.whatsapp360.maximum-redeliveries", "288")
                .bridge("events", "whatsapp360-to-sql", "account", "support", "url", postgres.url())
                .bridge("outbox", "sql-to-whatsapp360", "account", "support", "url", postgres.url())
                .bridge("outbox", "sql-to-whatsapp360", "pollDelay", "50", "retryDelay", "50");
    }

    private static void converse(Conversations conversations, KillablePostgres postgres) {
        for (int i = 0; i < 4; i++) {
            conversations.say(1);
            conversations.customers.forEach(
                    customer -> queue(postgres, customer.waId(), conversations.command(customer)));
        }
    }

    private static void queue(KillablePostgres postgres, String recipient, String text) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            try (Connection connection = postgres.connect();
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into whatsapp360_outbox (id, recipient, text) values (?, ?, ?)"
                                    + " on conflict do nothing")) {
                insert.setString(1, text);
                insert.setString(2, recipient);
                insert.setString(3, text);
                insert.execute();
                return true;
            }
        });
    }

    private static List<String> texts(KillablePostgres postgres, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
