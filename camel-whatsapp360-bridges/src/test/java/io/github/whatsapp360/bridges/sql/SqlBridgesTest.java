/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import static io.github.whatsapp360.bridges.BridgeApplication.EVERY_SCRIPT;
import static io.github.whatsapp360.bridges.BridgeApplication.LIMIT;
import static io.github.whatsapp360.bridges.BridgeApplication.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.world.Switch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** WhatsApp on one side, a real PostgreSQL on the other, properties between them. */
class SqlBridgesTest {

    private static EmbeddedPostgres postgres;
    private static Connection database;
    private static BridgeApplication application;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start();
        database = postgres.getPostgresDatabase().getConnection();
        application = application("postgres").start();
    }

    private static BridgeApplication application(String name) throws Exception {
        String url = postgres.getJdbcUrl("postgres", name);
        return new BridgeApplication()
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .bridge("events", "whatsapp360-to-sql", "account", "support", "url", url)
                .bridge("outbox", "sql-to-whatsapp360", "account", "support", "url", url)
                .bridge("outbox", "sql-to-whatsapp360", "pollDelay", "100", "retryDelay", "50");
    }

    @AfterAll
    static void stop() throws Exception {
        if (postgres != null) {
            application.close();
            database.close();
            postgres.close();
        }
    }

    @Test
    void aMessageIsARowWithItsTextAndItsJsonAsTheyCame() {
        Customer lena = application.simulator.customer("491701000001", "Lena Müller 🌻");

        String id = lena.says(EVERY_SCRIPT);

        awaitRows(
                "select account, customer, name, type, text, json from whatsapp360_message where id = ?",
                id,
                String.join(
                        " | ",
                        "support",
                        "491701000001",
                        "Lena Müller 🌻",
                        "text",
                        EVERY_SCRIPT,
                        application.elementOf(id)));
        awaitRows("select written_at > now() - interval '1 hour' from whatsapp360_message where id = ?", id, "t");
    }

    @Test
    void aRowOfTheOutboxIsSentAndItsStatusMovesToReadWhateverTheOrderOfTheReports() {
        Customer lena = inTouch("491701000003");
        application.simulator.turn(Switch.REORDER, true);

        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(queue("491701000003", EVERY_SCRIPT + i));
        }

        List<String> got = texts(lena, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(got.get(i)).isEqualTo(EVERY_SCRIPT + i);
            String wamid = lena.received().get(i).wamid();
            awaitRows(
                    "select status, message_id, attempts from whatsapp360_outbox where id = ?",
                    rows.get(i),
                    "read | " + wamid + " | 1");
            awaitRows(
                    "select status from whatsapp360_status where message_id = ? order by status",
                    wamid,
                    "sent",
                    "delivered",
                    "read");
        }
        application.simulator.turn(Switch.REORDER, false);
    }

    @Test
    void anOutageIsWaitedForAndTheRowsOfARecipientStayInOrder() {
        Customer lena = inTouch("491701000004");
        Customer omar = inTouch("491701000005");
        application.simulator.fault(Fault.refuse(131016).times(3).to("491701000004"));

        for (int i = 0; i < 3; i++) {
            queue("491701000004", "L" + i);
            queue("491701000005", "O" + i);
        }

        assertThat(texts(lena, 3)).containsExactly("L0", "L1", "L2");
        assertThat(texts(omar, 3)).containsExactly("O0", "O1", "O2");
    }

    @Test
    void aMessageOfTheApiIsSentAndARowWithTheSameIdIsRefused() {
        Customer lena = inTouch("491701000006");
        String insert = "insert into whatsapp360_outbox (id, recipient, message) values (?, ?, cast(? as json))"
                + " on conflict do nothing returning id";
        String json = "{\"type\":\"text\",\"text\":{\"body\":\"as the API takes it\"}}";

        assertThat(rows(insert, "order-7", "491701000006", json)).hasSize(1);
        assertThat(texts(lena, 1)).containsExactly("as the API takes it");
        assertThat(rows(insert, "order-7", "491701000006", json)).isEmpty();
    }

    @Test
    void whatWasNotSentSaysWhyAndTheWordOfAReportCountsForAnUnknownOutcome() {
        Customer lena = inTouch("491701000007");
        application.simulator.fault(Fault.refuse(131026).to("491701000007"));
        String refused = queue("491701000007", "refused");
        awaitRows(
                "select status, error_code, error is not null from whatsapp360_outbox where id = ?",
                refused,
                "notSent | 131026 | t");

        application.simulator.fault(
                Fault.connection(Transport.RESET_AFTER_EFFECT).to("491701000007"));
        String unknown = queue("491701000007", "who knows");
        awaitRows("select status, message_id is not null from whatsapp360_outbox where id = ?", unknown, "read | t");
        assertThat(lena.received()).hasSize(1);
    }

    @Test
    void aRunThatEndedInTheMiddleLeavesARowOfUnknownOutcomeAndOtherTablesAreRefused() throws Exception {
        execute("create database other");
        try (Connection other = postgres.getDatabase("postgres", "other").getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("create table whatsapp360_outbox (id text)");
            try (BridgeApplication refused =
                    application("other").bridge("outbox", "sql-to-whatsapp360", "createTables", "false")) {
                assertThatThrownBy(refused::start)
                        .rootCause()
                        .hasMessageContaining("lacks the columns")
                        .hasMessageContaining("whatsapp360_outbox.recipient")
                        .hasMessageContaining("whatsapp360_message.json");
            }
            statement.execute("drop table whatsapp360_outbox");
            try (BridgeApplication first = application("other").start()) {
                first.lena.says("Hi");
            }
            statement.execute("insert into whatsapp360_outbox (id, recipient, text, status, taken_by)"
                    + " values ('1', '491701234567', 'perhaps', 'sending', 'whatsapp360:sql-to-whatsapp360')");
            try (BridgeApplication second = application("other").start()) {
                second.lena.says("Hi");
                await().atMost(LIMIT).untilAsserted(() -> {
                    ResultSet row = statement.executeQuery("select status from whatsapp360_outbox where id = '1'");
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("unknown");
                });
                assertThat(second.lena.received()).isEmpty();
            }
        }
    }

    @Test
    void aRowThatTheBridgeHasTakenAndNotGotHoldsUpNoOther() {
        Customer lena = inTouch("491701000008");
        execute("insert into whatsapp360_outbox (id, recipient, text, status, taken_by)"
                + " values ('lost', '491701000008', 'lost', 'sending', 'whatsapp360:sql-to-whatsapp360')");

        queue("491701000008", "next");

        assertThat(texts(lena, 1)).containsExactly("next");
        awaitRows("select status from whatsapp360_outbox where id = ?", "lost", "unknown");
    }

    @Test
    void aRowThatIsNoMessageSaysWhyAndTheNextIsSent() {
        Customer lena = inTouch("491701000009");
        String text = "insert into whatsapp360_outbox (recipient, text) values (?, ?) returning id";
        String json = "insert into whatsapp360_outbox (recipient, message) values (?, cast(? as json)) returning id";
        List<String> wrong = new ArrayList<>();
        for (String recipient : List.of("", "Lena", "+", "491701000009 or 491701000007")) {
            wrong.addAll(rows(text, recipient, "Hi"));
        }
        for (String words : List.of("", " ", "x".repeat(5 << 20))) {
            wrong.addAll(rows(text, "491701000009", words));
        }
        for (String message :
                List.of("[]", "null", "5", "\"Hi\"", "{}", "{\"type\":\"text\"}", "[{\"type\":\"text\"}]")) {
            wrong.addAll(rows(json, "491701000009", message));
        }
        String longId = "insert into whatsapp360_outbox (recipient, text, id) values (?, ?, ?) returning id";
        wrong.addAll(rows(longId, "491701000009", "Hi", "i".repeat(2_000)));
        queue("491701000009", "{ is no JSON here");

        assertThat(texts(lena, 1)).containsExactly("{ is no JSON here");
        wrong.forEach(
                id -> awaitRows("select status, error <> '' from whatsapp360_outbox where id = ?", id, "notSent | t"));
    }

    private static Customer inTouch(String number) {
        Customer customer = application.simulator.customer(number, "Lena");
        String id = customer.says("Hi");
        awaitRows("select id from whatsapp360_message where id = ?", id, id);
        return customer;
    }

    private static String queue(String recipient, String text) {
        return rows("insert into whatsapp360_outbox (recipient, text) values (?, ?) returning id", recipient, text)
                .get(0);
    }

    /** Waits until these are the rows, their columns with bars between them. */
    private static void awaitRows(String query, String parameter, String... expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rows(query, parameter)).containsExactly(expected));
    }

    private static void execute(String sql) {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static synchronized List<String> rows(String query, String... parameters) {
        try (PreparedStatement statement = database.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> rows = new ArrayList<>();
            ResultSet result = statement.executeQuery();
            while (result.next()) {
                StringJoiner row = new StringJoiner(" | ");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
