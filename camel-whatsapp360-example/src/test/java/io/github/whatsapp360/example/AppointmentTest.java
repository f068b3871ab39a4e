/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.browser.ChatPage;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.OpenForm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appointment, as two customers book it in a form of three screens. */
class AppointmentTest {

    @TempDir
    Path directory;

    private EmbeddedPostgres postgres;
    private Bridge bridge;

    @BeforeEach
    void setUp() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && (!System.getProperty("user.name").equals("root") || LinuxUtils.isUnshareAvailable()),
                "no PostgreSQL for this machine");
        postgres =
                EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
        sql(Files.readString(Path.of("src/main/resources/sql/appointment.sql")));
        sql("insert into slot (day, time) values ('2026-12-07', '09:00'), ('2026-12-07', '11:30'), ('2026-12-08', "
                + "'10:00')");
        bridge = new Bridge("appointment");
        bridge.main.bind("dataSource", postgres.getPostgresDatabase());
        bridge.with("camel.component.whatsapp360-flow.private-key", "file:" + privateKey())
                .with("camel.component.whatsapp360-flow.token-secret", "own-secret-of-the-tokens")
                .start(Form.YAML);
        bridge.main
                .getCamelTemplate()
                .sendBody(
                        "whatsapp360:support?operation=createFlow",
                        Map.of(
                                "name", "appointment",
                                "categories", List.of("APPOINTMENT_BOOKING"),
                                "flow_json", Files.readString(Path.of("src/main/resources/flows/appointment.json")),
                                "endpoint_uri",
                                        bridge.main
                                                .getCamelContext()
                                                .resolvePropertyPlaceholders("http://127.0.0.1:{{camel.server.port}}"
                                                        + "/whatsapp360-flow/support"),
                                "publish", true));
        await().atMost(LIMIT).until(() -> health().getState() == HealthCheck.State.UP);
    }

    /** UP when the key is registered. */
    private HealthCheck.Result health() {
        return ((HealthCheckAware) bridge.main
                        .getCamelContext()
                        .getRoute("appointment-form")
                        .getConsumer())
                .getHealthCheck()
                .call();
    }

    private Path privateKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return Files.writeString(
                directory.resolve("private.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private void sql(String statements) throws Exception {
        try (Connection database = postgres.getPostgresDatabase().getConnection();
                Statement statement = database.createStatement()) {
            statement.execute(statements);
        }
    }

    private String row(String day, String time) throws Exception {
        try (Connection database = postgres.getPostgresDatabase().getConnection();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select customer || ' ' || name from slot where day = '" + day
                        + "' and time = '" + time + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @AfterEach
    void tearDown() throws Exception {
        if (bridge != null) {
            bridge.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private OpenForm open(Customer customer) {
        customer.says("I need an appointment");
        return customer.opensForm(customer.awaitReceived(1, LIMIT).get(0).wamid());
    }

    @Test
    void aCustomerBooksAndGetsAConfirmation() throws Exception {
        OpenForm form = open(bridge.lena);
        assertThat(form.screen()).isEqualTo("DAY");
        assertThat(form.value("/days/0/title")).isEqualTo("Monday, 7 December");

        form.submits(Map.of("day", "2026-12-07"));
        assertThat(form.screen()).isEqualTo("TIME");
        assertThat(form.value("/times/1/id")).isEqualTo("11:30");
        form.submits(Map.of("day", "2026-12-07", "time", "11:30"));
        assertThat(form.screen()).isEqualTo("NAME");
        form.submits(Map.of("day", "2026-12-07", "time", "11:30", "name", "Lena \"L.\" O'Neill"));

        assertThat(form.screen()).isEqualTo("SUCCESS");
        assertThat(row("2026-12-07", "11:30")).isEqualTo("491701234567 Lena \"L.\" O'Neill");
        assertThat(bridge.lena.awaitReceived(2, LIMIT).get(1).text())
                .isEqualTo("You are expected on 2026-12-07 at 11:30. See you! 👋");
        // The form is completed: its token is used up.
        assertThat(bridge.lena.opensForm(bridge.lena.received().get(0).wamid()).status())
                .isEqualTo(427);
    }

    @Test
    void aPersonBooksInTheChatPage() throws Exception {
        Optional<Path> chromium = ChatPage.chromium("the form of an appointment in the chat page");
        assumeTrue(chromium.isPresent(), "no chromium on the path");
        try (ChatPage page = new ChatPage(chromium.orElseThrow(), bridge.simulator.baseUrl())) {
            page.writes("I need an appointment");
            page.sees("When do you want to come?");
            page.taps("Choose");
            page.seesInForm("Your appointment");
            page.fillsIn("Day", "2026-12-07");
            page.pictures("appointment-day");
            page.taps("Next");
            page.seesInForm("11:30");
            page.ticks("11:30");
            page.pictures("appointment-time");
            page.taps("Next");
            page.seesInForm("Your name");
            page.taps("Book");
            page.browser().until("document.querySelector('.flow-fault').textContent !== ''");
            page.fillsIn("Your name", "Lena Sommer");
            page.pictures("appointment-name");
            page.taps("Book");
            page.seesNoForm();

            page.sees("You are expected on 2026-12-07 at 11:30. See you! 👋");
            assertThat(row("2026-12-07", "11:30")).isEqualTo("491701234567 Lena Sommer");
            page.pictures("appointment-booked");
            page.taps("Choose");
            page.seesInForm("This form is no longer valid.");
            assertThat(page.browser().errors()).isEmpty();
        }
    }

    @Test
    void whoIsSlowerChoosesAnotherTime() throws Exception {
        Customer omar = bridge.simulator.customer("491701234568", "Omar");
        Map<String, String> choice = Map.of("day", "2026-12-08", "time", "10:00", "name", "x");
        OpenForm first = open(bridge.lena).submits(choice).submits(choice);
        OpenForm second = open(omar).submits(choice).submits(choice);

        first.submits(choice);
        second.submits(choice);

        assertThat(first.screen()).isEqualTo("SUCCESS");
        assertThat(second.screen()).isEqualTo("TIME");
        assertThat(second.error()).isEqualTo("This time is taken.");
        assertThat(row("2026-12-08", "10:00")).isEqualTo("491701234567 x");
    }
}
