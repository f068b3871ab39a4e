/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.jms.JmsBroker;
import io.github.whatsapp360.bridges.sql.PostgresServer;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs with one queue and one outbox, one of which is killed in the middle and started again. */
class SeveralProgramsIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int EACH = 60;

    @TempDir
    Path directory;

    @Test
    void nothingIsLostAndNoMoreThanOneCommandIsSentTwice() throws Exception {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start().turn(Switch.LIMITS, false);
                EmbeddedPostgres postgres = PostgresServer.start();
                java.sql.Connection database = postgres.getPostgresDatabase().getConnection();
                Statement sql = database.createStatement();
                JmsBroker broker = new JmsBroker(directory.resolve("broker"));
                Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Customer ofQueue = simulator.customer("491701000001", "Lena");
            List<Customer> ofTable = IntStream.range(2, 6)
                    .mapToObj(i -> simulator.customer("49170100000" + i, "Omar " + i))
                    .toList();
            ofQueue.says("Hi");
            ofTable.forEach(customer -> customer.says("Hi"));
            Map<String, String> properties =
                    properties(simulator, broker.url(), postgres.getJdbcUrl("postgres", "postgres"));

            try (BridgeProcess first = program("first", properties);
                    BridgeProcess second = program("second", properties)) {
                await().atMost(LIMIT)
                        .ignoreExceptions()
                        .until(() -> bridgesOf(sql).size() == 2 && hasTables(sql));
                for (int i = 0; i < EACH; i++) {
                    command(session, ofQueue, "Q" + i);
                    sql.executeUpdate("insert into whatsapp360_outbox (recipient, text) values ('"
                            + ofTable.get(i % ofTable.size()).waId() + "', 'T" + i + "')");
                }
                await().atMost(LIMIT)
                        .until(() -> texts(ofQueue).size() > 5
                                && rows(sql, "select distinct taken_by from whatsapp360_outbox where attempts > 0")
                                                .size()
                                        == 2);
                second.kill();
                assertThat(texts(ofTable)).hasSizeLessThan(EACH);
                try (BridgeProcess again = program("second", properties)) {
                    Set<String> unknown = new HashSet<>();
                    await().atMost(LIMIT).until(() -> {
                        unknown.addAll(unknown(session));
                        unknown.addAll(rows(sql, "select text from whatsapp360_outbox where status = 'unknown'"));
                        Set<String> settled = new HashSet<>(unknown);
                        settled.addAll(texts(ofQueue));
                        settled.addAll(texts(ofTable));
                        return settled.size() == 2 * EACH
                                && rows(sql, "select id from whatsapp360_outbox where status < 'unknown'")
                                        .isEmpty();
                    });
                    assertThat(first.isAlive() && again.isAlive()).isTrue();
                    assertThat(unknown.stream().filter(text -> text.startsWith("T")))
                            .hasSizeLessThanOrEqualTo(1);
                    assertThat(unknown.stream().filter(text -> text.startsWith("Q")))
                            .hasSizeLessThanOrEqualTo(1);
                }
            }

            // The table tells both programs what the other one has taken; of the queue each knows its own journal only.
            assertThat(texts(ofTable)).doesNotHaveDuplicates();
            assertThat(texts(ofTable)).isSubsetOf(all("T"));
            assertThat(texts(ofQueue)).hasSizeLessThanOrEqualTo(EACH + 1).isSubsetOf(all("Q"));
        }
    }

    private BridgeProcess program(String name, Map<String, String> properties) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(BridgeApplication.settings(
                properties.get("camel.component.whatsapp360.base-url"),
                BridgeApplication.freePort(),
                own.resolve("inbox")));
        all.put("camel.component.whatsapp360.register-webhook", "false");
        all.put("camel.management.enabled", "false");
        all.put("camel.routeTemplate[queue].name", name);
        all.put("camel.routeTemplate[table].name", name);
        return new BridgeProcess(own, all);
    }

    private static Map<String, String> properties(Whatsapp360Simulator simulator, String broker, String database) {
        return Map.of(
                "camel.component.whatsapp360.base-url", simulator.baseUrl(),
                "camel.routeTemplate[queue].template-id", "jms-to-whatsapp360",
                "camel.routeTemplate[queue].account", "support",
                "camel.routeTemplate[queue].broker", broker,
                "camel.routeTemplate[queue].queue", "commands",
                "camel.routeTemplate[table].template-id", "sql-to-whatsapp360",
                "camel.routeTemplate[table].account", "support",
                "camel.routeTemplate[table].url", database,
                "camel.routeTemplate[table].poll-delay", "20");
    }

    /** Which programs are connected. */
    private static Collection<String> bridgesOf(Statement sql) throws SQLException {
        return rows(
                sql,
                "select distinct application_name from pg_stat_activity where application_name like 'whatsapp360:%'");
    }

    private static boolean hasTables(Statement sql) throws SQLException {
        return !rows(sql, "select 1 where to_regclass('whatsapp360_outbox') is not null")
                .isEmpty();
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void command(Session session, Customer customer, String text) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue("commands"))) {
            Message command = session.createTextMessage(text);
            command.setStringProperty("CamelWhatsapp360To", customer.waId());
            producer.send(command);
        }
    }

    private static Set<String> unknown(Session session) throws JMSException {
        Set<String> texts = new HashSet<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("commands.unknown"))) {
            for (Message one = consumer.receiveNoWait(); one != null; one = consumer.receiveNoWait()) {
                texts.add(one.getBody(String.class));
            }
        }
        return texts;
    }

    private static List<String> texts(List<Customer> customers) {
        return customers.stream().flatMap(customer -> texts(customer).stream()).toList();
    }

    private static List<String> texts(Customer customer) {
        return customer.received().stream().map(ReceivedMessage::text).toList();
    }

    private static Set<String> all(String letter) {
        return IntStream.range(0, EACH).mapToObj(i -> letter + i).collect(Collectors.toSet());
    }
}
