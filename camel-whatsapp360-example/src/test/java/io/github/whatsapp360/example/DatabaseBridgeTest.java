package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.EVERY_SCRIPT;
import static io.github.whatsapp360.example.Bridge.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.world.Switch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WhatsApp on one side, a real PostgreSQL on the other. */
@ParameterizedClass
@EnumSource
class DatabaseBridgeTest {

    private static EmbeddedPostgres postgres;
    private static Connection database;
    private static Bridge bridge;

    @Parameter
    private Form form;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = PostgresServer.start();
        database = postgres.getPostgresDatabase().getConnection();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        if (postgres != null) {
            database.close();
            postgres.close();
        }
    }

    @BeforeParameterizedClassInvocation
    static void startBridge(Form form) throws Exception {
        emptyTables();
        bridge = new Bridge("database")
                .with("database", postgres.getJdbcUrl("postgres", "postgres"))
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .start(form, new DatabaseBridge());
    }

    @AfterParameterizedClassInvocation
    static void stopBridge() {
        bridge.close();
    }

    private static void emptyTables() throws SQLException, IOException {
        try (Statement statement = database.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
            statement.execute(Files.readString(Path.of("src/main/resources/sql/whatsapp.sql")));
        }
    }

    @Test
    void aMessageIsARowWithItsTextAndItsJsonAsTheyCame() {
        Customer lena = bridge.simulator.customer("491701000001", "Lena Müller 🌻");

        String id = lena.says(EVERY_SCRIPT);

        awaitRows(
                "select customer, name, type, text, json from message where id = ?",
                id,
                String.join(" | ", "491701000001", "Lena Müller 🌻", "text", EVERY_SCRIPT, bridge.elementOf(id)));
        awaitRows("select written_at > now() - interval '1 hour' from message where id = ?", id, "t");
    }

    @Test
    void aMessageThatIsDeliveredTwiceIsOneRow() {
        Customer lena = bridge.simulator.customer("491701000002", "Lena");
        String first = lena.says("once");
        awaitRows("select text from message where id = ?", first, "once");

        bridge.redeliver(first);
        lena.says("and another");

        awaitRows("select count(*) from message where customer = ?", "491701000002", "2");
    }

    @Test
    void aRowOfTheOutboxIsSentAndItsStatusMovesToRead() {
        Customer lena = inTouch("491701000003");

        String row = queue("491701000003", EVERY_SCRIPT);

        assertThat(lena.awaitReceived(1, LIMIT).get(0).text()).isEqualTo(EVERY_SCRIPT);
        String wamid = lena.received().get(0).wamid();
        awaitRows("select status, message_id from outbox where id = ?", row, "read | " + wamid);
        awaitRows("select status from report where message_id = ? order by status", wamid, "sent", "delivered", "read");
    }

    @Test
    void reportsThatComeInAnotherOrderNeverMoveTheStatusBack() {
        Customer lena = inTouch("491701000004");
        bridge.simulator.turn(Switch.REORDER, true);

        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(queue("491701000004", "message " + i));
        }
        lena.awaitReceived(5, LIMIT);

        for (String row : rows) {
            awaitRows("select status from outbox where id = ?", row, "read");
            awaitRows("select count(*) from report join outbox using (message_id) where id = ?", row, "3");
        }
        bridge.simulator.turn(Switch.REORDER, false);
    }

    @Test
    void theWordOfAReportCountsForAMessageOfUnknownOutcome() {
        Customer lena = inTouch("491701000005");
        bridge.simulator.fault(Fault.connection(Transport.RESET_AFTER_EFFECT).to("491701000005"));

        String row = queue("491701000005", "who knows");

        awaitRows("select status, message_id is not null from outbox where id = ?", row, "read | t");
        assertThat(lena.received()).hasSize(1);
    }

    @Test
    void whatWasNotSentSaysWhyAndALateFailureIsTheLastWord() {
        inTouch("491701000006");
        bridge.simulator.fault(Fault.refuse(131026).to("491701000006"));
        String refused = queue("491701000006", "refused");
        awaitRows("select status, error_code from outbox where id = ?", refused, "notSent | 131026");

        bridge.simulator.fault(Fault.failLater(131026).to("491701000006"));
        String failed = queue("491701000006", "failed later");
        awaitRows("select status, error_code from outbox where id = ?", failed, "failed | 131026");
    }

    private static Customer inTouch(String number) {
        Customer customer = bridge.simulator.customer(number, "Lena");
        String id = customer.says("Hi");
        awaitRows("select id from message where id = ?", id, id);
        return customer;
    }

    private static String queue(String recipient, String text) {
        return rows("insert into outbox (recipient, text) values (?, ?) returning id", recipient, text)
                .get(0);
    }

    /** Waits until these are the rows, their columns with bars between them. */
    private static void awaitRows(String query, String parameter, String... expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rows(query, parameter)).containsExactly(expected));
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
