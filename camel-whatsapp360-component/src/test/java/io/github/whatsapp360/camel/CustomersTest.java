/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One customer, whatever the name: as routes, operations and stores see it. */
@Timeout(300)
class CustomersTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/identity");
    private static final String PHONE = "491701234501";
    private static final String NEXT_PHONE = "491701234502";
    private static final String ID = "DE.700112233445501";
    private static final String NEXT_ID = "DE.700112233445502";
    private static final String CUSTOMER = Whatsapp360Constants.CUSTOMER_ID;

    @TempDir
    Path directory;

    /** One run of an application. */
    private static final class Run implements AutoCloseable {

        private final TestBed bed = new TestBed();

        Run(Path directory, String inbox, @Nullable DataSource database, boolean runs) throws Exception {
            this(directory, inbox, database, runs, "phone");
        }

        Run(Path directory, String inbox, @Nullable DataSource database, boolean runs, String preference)
                throws Exception {
            bed.component.getConfiguration().setRecipientPreference(preference);
            Instant begin = Instant.ofEpochSecond(1_796_000_100);
            bed.component.setClock(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), begin)));
            bed.component.setInboxDirectory(directory.toString());
            bed.component.getConfiguration().setInbox(inbox);
            bed.component.getConfiguration().setDataSource(database);
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support?events=message,status,user&subscription=all")
                            .routeId("all")
                            .autoStartup(true)
                            .process(exchange -> {
                                if (!runs) {
                                    throw new IllegalStateException("not now");
                                }
                            })
                            .to("mock:in");
                }
            });
        }

        Message arrives(String situation) throws Exception {
            int before = events().size();
            deliver(Files.readString(FIXTURES.resolve(situation + ".json")));
            await().atMost(TestBed.LIMIT).until(() -> events().size() > before);
            return events().get(before);
        }

        /** What arrived, without what the component tells itself. */
        List<Message> events() {
            return in().getExchanges().stream()
                    .map(Exchange::getMessage)
                    .filter(message -> !message.getHeader(Whatsapp360Constants.EVENT_NAME, String.class)
                            .startsWith("identity:"))
                    .toList();
        }

        void deliver(String body) throws Exception {
            assertThat(bed.deliver("support", body).statusCode()).isEqualTo(200);
        }

        MockEndpoint in() {
            return bed.context.getEndpoint("mock:in", MockEndpoint.class);
        }

        List<UserChange.Identity> changes(String event) {
            List<UserChange.Identity> changes = new ArrayList<>();
            for (Exchange each : in().getExchanges()) {
                if (each.getMessage().getBody() instanceof UserEvent user
                        && user.change() instanceof UserChange.Identity identity
                        && identity.event().equals(event)) {
                    changes.add(identity);
                }
            }
            return changes;
        }

        CustomerIdentity identity(String name) {
            return bed.context
                    .createProducerTemplate()
                    .requestBody("whatsapp360:support?operation=identity", name, CustomerIdentity.class);
        }

        void send(String to) {
            Exchange sent = bed.context
                    .createProducerTemplate()
                    .request("whatsapp360:support?whenWindowClosed=send&to=" + to, exchange -> exchange.getMessage()
                            .setBody("Hi"));
            assertThat(sent.getException()).isNull();
        }

        @Override
        public void close() throws IOException {
            bed.close();
        }
    }

    private static String customer(Message message) {
        return message.getHeader(CUSTOMER, String.class);
    }

    /** A message of a person who shows some of the names. */
    private static String message(String id, @Nullable String phone, @Nullable String userId, long second) {
        String from = (phone == null ? "" : "\"from\":\"" + phone + "\",")
                + (userId == null ? "" : "\"from_user_id\":\"" + userId + "\",");
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"301","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"phone_number_id":"401122334455667"},
                "messages":[{%s"id":"%s","timestamp":"%d","type":"text",\
                "text":{"body":"%s"}}]}}]}]}""".formatted(from, id, 1_796_000_000L + second, id);
    }

    private void isOneCustomer(String inbox, @Nullable DataSource database) throws Exception {
        String customer;
        try (Run run = new Run(directory, inbox, database, true)) {
            customer = customer(run.arrives("01-number-and-id"));

            assertThat(customer).isNotBlank();
            assertThat(customer(run.arrives("02-username-number-shown"))).isEqualTo(customer);
            Message hidden = run.arrives("03-number-hidden");
            assertThat(customer(hidden)).isEqualTo(customer);
            assertThat(hidden.getHeader(Whatsapp360Constants.USERNAME)).isEqualTo("lena.k");
            assertThat(hidden.getHeader(Whatsapp360Constants.USER_ID)).isEqualTo(ID);
            assertThat(hidden.getHeader(Whatsapp360Constants.FROM)).isEqualTo(ID);
            assertThat(customer(run.arrives("07-delivered-to-hidden"))).isEqualTo(customer);
        }
        try (Run run = new Run(directory, inbox, database, true)) {
            Message parent = run.arrives("04-parent-id");
            assertThat(customer(parent)).isEqualTo(customer);
            assertThat(parent.getHeader(Whatsapp360Constants.PARENT_USER_ID)).isEqualTo("DE.ENT.88001122334455");
            assertThat(customer(run.arrives("14-new-number"))).isEqualTo(customer);
            run.deliver(message("wamid.NEW", NEXT_PHONE, NEXT_ID, 16));
            await().atMost(TestBed.LIMIT)
                    .until(() -> run.changes("changed").stream().anyMatch(change -> NEXT_PHONE.equals(change.waId())));
            run.deliver(message("wamid.OLD", PHONE, "DE.700999", 40));

            await().atMost(TestBed.LIMIT).until(() -> run.identity("DE.700999") != null);
            assertThat(run.identity("DE.700999").customerId()).isNotEqualTo(customer);
            for (String name : List.of(customer, "+" + NEXT_PHONE, ID, NEXT_ID, "@Lena.K", "DE.ENT.88001122334455")) {
                assertThat(run.identity(name).customerId()).as(name).isEqualTo(customer);
            }
            assertThat(run.identity(customer).phone()).isEqualTo(NEXT_PHONE);
            assertThat(run.identity("nobody")).isNull();
        }
    }

    @Test
    void aCustomerIsTheSameAfterEveryChangeAndARestart() throws Exception {
        isOneCustomer("embedded", null);
    }

    @Test
    void aCustomerIsTheSameInPostgres() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            isOneCustomer("jdbc", pool);
        }
    }

    @Test
    void twoCustomersWhoTurnOutToBeOneAreMergedAndToldOf() throws Exception {
        try (Run run = new Run(directory, "embedded", null, true)) {
            run.deliver(message("wamid.1", PHONE, null, 1));
            run.deliver(message("wamid.2", null, ID, 2));
            String older = run.identity(PHONE).customerId();
            String younger = run.identity(ID).customerId();

            run.deliver(message("wamid.3", PHONE, ID, 3));
            run.deliver(message("wamid.3", PHONE, ID, 3));

            await().atMost(TestBed.LIMIT).until(() -> run.in().getReceivedCounter() >= 5);
            assertThat(run.changes("merged")).singleElement().satisfies(change -> {
                assertThat(change.customerId()).isEqualTo(older);
                assertThat(change.mergedCustomerId()).isEqualTo(younger);
            });
            assertThat(run.changes("changed")).singleElement().satisfies(change -> {
                assertThat(change.userId()).isEqualTo(ID);
                assertThat(change.previousUserId()).isNull();
            });
            assertThat(run.identity(ID).customerId()).isEqualTo(older);
        }
    }

    @Test
    void theSituationsOfTheGuideAreOneCustomerAndAStrangersCardIsNot() throws Exception {
        try (Run run = new Run(directory, "embedded", null, true)) {
            String customer = customer(run.arrives("03-number-hidden"));
            assertThat(customer(run.arrives("13-card-of-somebody"))).isEqualTo(customer);
            assertThat(run.identity("491701234555")).isNull();
            assertThat(run.identity(customer).phone()).isNull();

            assertThat(customer(run.arrives("12-number-shared"))).isEqualTo(customer);
            assertThat(run.identity(PHONE).customerId()).isEqualTo(customer);
            assertThat(customer(run.arrives("08-sent-to-number"))).isEqualTo(customer);
            assertThat(customer(run.arrives("10-window-shut"))).isEqualTo(customer);
            assertThat(customer(run.arrives("14-new-number"))).isEqualTo(customer);
            assertThat(customer(run.arrives("15-new-id-only"))).isEqualTo(customer);
            assertThat(customer(run.arrives("16-id-update"))).isEqualTo(customer);
            assertThat(customer(run.arrives("17-no-marketing"))).isEqualTo(customer);
            assertThat(run.identity(customer).userId()).isEqualTo("DE.700112233445503");
            assertThat(customer(run.arrives("09a-failed-to-number")))
                    .isNotBlank()
                    .isNotEqualTo(customer);
            assertThat(customer(run.arrives("21-group-status"))).isNull();
        }
    }

    private String addressed(String preference, boolean byUserId) throws Exception {
        // The simulator gives Lena another user id each time: in one store the number would be a new customer's.
        Path own = directory.resolve(preference + byUserId);
        try (Run run = new Run(own, "embedded", null, true, preference)) {
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            String opensTheWindow = lena.says("Hi");
            assertThat(opensTheWindow).isNotBlank();
            run.deliver(message("wamid." + preference + byUserId, PHONE, lena.userId(), 1));
            run.send(byUserId ? lena.userId() : PHONE);
            String raw = lena.awaitReceived(1, TestBed.LIMIT).get(0).raw();
            return raw.contains("\"recipient\":\"" + lena.userId()) ? "userId" : raw.contains(PHONE) ? "phone" : raw;
        }
    }

    @Test
    void aCustomerIsAddressedByThePreferredId() throws Exception {
        assertThat(addressed("phone", false)).isEqualTo("phone");
        assertThat(addressed("phone", true)).isEqualTo("phone");
        assertThat(addressed("userId", false)).isEqualTo("userId");
    }

    @Test
    void theOtherIdIsUsedOnceWhenTheFirstWasCertainlyNotAccepted() throws Exception {
        try (Run run = new Run(directory, "embedded", null, true, "userId")) {
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            assertThat(lena.says("Hi")).isNotBlank();
            run.deliver(message("wamid.1", PHONE, lena.userId(), 1));
            run.bed.simulator.fault(Fault.refuse(131009).times(1).on("POST", "/messages"));

            run.send(PHONE);

            assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).raw()).contains("\"to\":\"+" + PHONE);
            run.bed.simulator.fault(Fault.refuse(131062).times(2).on("POST", "/messages"));
            Exchange failed = run.bed
                    .context
                    .createProducerTemplate()
                    .request("whatsapp360:support?whenWindowClosed=send&to=" + PHONE, exchange -> exchange.getMessage()
                            .setBody("Hi"));
            assertThat(failed.getException()).isInstanceOf(UndeliverableException.class);
            assertThat(lena.received()).hasSize(1);
        }
    }

    @Test
    void anAuthenticationTemplateAlwaysGoesToTheNumber() throws Exception {
        try (Run run = new Run(directory, "embedded", null, true, "userId")) {
            for (String category : List.of("AUTHENTICATION", "UTILITY")) {
                run.bed.simulator.addTemplate("{\"name\":\"" + category.toLowerCase(Locale.ROOT)
                        + "\",\"language\":\"en_US\",\"category\":\"" + category
                        + "\",\"status\":\"APPROVED\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hello.\"}]}");
            }
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            run.deliver(message("wamid.1", PHONE, lena.userId(), 1));

            template(run, "utility");
            assertThat(lena.awaitReceived(1, TestBed.LIMIT).get(0).raw()).contains("\"recipient\":\"" + lena.userId());
            template(run, "authentication");
            assertThat(lena.awaitReceived(2, TestBed.LIMIT).get(1).raw()).contains("\"to\":\"+" + PHONE);

            assertThat(run.bed.simulator.requests())
                    .filteredOn(
                            each -> each.method().equals("POST") && each.path().endsWith("/messages"))
                    .hasSize(2);
        }
    }

    private static void template(Run run, String name) {
        Exchange sent = run.bed
                .context
                .createProducerTemplate()
                .request(
                        "whatsapp360:support?templateLanguage=en_US&templateName=" + name + "&to=" + PHONE,
                        exchange -> {});
        assertThat(sent.getException()).isNull();
    }

    private void runsInOrder(String inbox, @Nullable DataSource database) throws Exception {
        try (Run waiting = new Run(directory, inbox, database, false)) {
            waiting.deliver(message("wamid.1", PHONE, ID, 1));
            waiting.deliver(message("wamid.2", null, ID, 2));
            waiting.deliver(Files.readString(FIXTURES.resolve("14-new-number.json")));
        }
        try (Run run = new Run(directory, inbox, database, true)) {
            run.deliver(message("wamid.4", NEXT_PHONE, NEXT_ID, 20));
            run.deliver(message("wamid.5", null, NEXT_ID, 21));

            await().atMost(TestBed.LIMIT)
                    .until(() -> ids(run, id -> id.startsWith("wamid")).size() == 5);
            assertThat(ids(run, id -> id.startsWith("wamid")))
                    .containsExactly("wamid.1", "wamid.2", "wamid.IN14", "wamid.4", "wamid.5");
        }
    }

    private static List<String> ids(Run run, Predicate<String> which) {
        return run.in().getExchanges().stream()
                .map(exchange ->
                        exchange.getMessage().getBody(InboundEvent.class).messageId())
                .filter(id -> id != null && which.test(id))
                .toList();
    }

    @Test
    void eventsOfOnePersonRunInOrderUnderAnyNameAcrossARestart() throws Exception {
        runsInOrder("embedded", null);
    }

    @Test
    void eventsOfOnePersonRunInOrderInPostgres() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            runsInOrder("jdbc", pool);
        }
    }

    @Test
    void eventsOfAMergedCustomerRunFirst() throws Exception {
        try (Run waiting = new Run(directory, "embedded", null, false)) {
            waiting.deliver(message("wamid.1", PHONE, null, 1));
            waiting.deliver(message("wamid.2", null, ID, 2));
            waiting.deliver(message("wamid.3", null, ID, 3));
            waiting.deliver(message("wamid.4", PHONE, ID, 4));
        }
        try (Run run = new Run(directory, "embedded", null, true)) {
            await().atMost(TestBed.LIMIT)
                    .until(() -> ids(run, id -> id.startsWith("wamid")).size() == 4);
            List<String> order = ids(run, id -> id.startsWith("wamid"));
            assertThat(order).last().isEqualTo("wamid.4");
            assertThat(order.indexOf("wamid.2")).isLessThan(order.indexOf("wamid.3"));
        }
    }

    @Test
    void aSendTellsTheCustomerAndLearnsIt() throws Exception {
        try (Run run = new Run(directory, "embedded", null, true)) {
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            String before = lena.userId();

            Message sent = run.bed
                    .context
                    .createProducerTemplate()
                    .request(
                            "whatsapp360:support?to=" + PHONE + "&whenWindowClosed=send",
                            exchange -> exchange.getMessage().setBody("Hi"))
                    .getMessage();

            assertThat(customer(sent)).isNotBlank();
            assertThat(run.identity(PHONE).customerId()).isEqualTo(customer(sent));
            run.deliver(message("wamid.1", PHONE, before, 1));
            await().atMost(TestBed.LIMIT).until(() -> run.in().getReceivedCounter() > 0);
            assertThat(customer(run.in().getExchanges().get(0).getMessage())).isEqualTo(customer(sent));
        }
    }

    @Test
    void nothingIsLeftOfAForgottenCustomerInTheFiles() throws Exception {
        try (Run waiting = new Run(directory, "embedded", null, false)) {
            waiting.deliver(message("wamid.1", PHONE, ID, 1));
            waiting.deliver(message("wamid.2", "491709999999", "DE.999", 2));
            waiting.deliver(Files.readString(FIXTURES.resolve("03-number-hidden.json")));

            Object known = waiting.bed
                    .context
                    .createProducerTemplate()
                    .requestBody("whatsapp360:support?operation=forget", PHONE);

            assertThat(known).isInstanceOf(CustomerIdentity.class);
            assertThat(waiting.identity(PHONE)).isNull();
            assertThat(waiting.identity("DE.999")).isNotNull();
            await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(files())
                    .noneMatch(text -> text.contains(PHONE) || text.contains(ID) || text.contains("lena.k")));
            assertThat(files()).anyMatch(text -> text.contains("491709999999"));
            waiting.deliver(message("wamid.9", PHONE, ID, 9));
            assertThat(waiting.identity(PHONE)).isNotNull();
        }
    }

    private List<String> files() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }

    @Test
    void nothingIsLeftOfAForgottenCustomerInPostgres() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool();
                Run waiting = new Run(directory, "jdbc", pool, false)) {
            waiting.deliver(message("wamid.1", PHONE, ID, 1));
            waiting.deliver(message("wamid.2", "491709999999", "DE.999", 2));

            Object known = waiting.bed
                    .context
                    .createProducerTemplate()
                    .requestBodyAndHeaders("whatsapp360:support?operation=forget", ID, Map.of());

            assertThat(known).isInstanceOf(CustomerIdentity.class);
            assertThat(tables(pool)).doesNotContain(PHONE, ID).contains("491709999999");
        }
    }

    private static String tables(DataSource database) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet row =
                    statement.executeQuery("select tablename from pg_tables where tablename like 'whatsapp360_%'")) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            for (String name : names) {
                String body = name.endsWith("_event") || name.endsWith("_dead_letter")
                        ? " || ' ' || encode(body, 'escape')"
                        : "";
                try (ResultSet row =
                        statement.executeQuery("select string_agg(t::text" + body + ", ' ') from " + name + " t")) {
                    row.next();
                    all.append(row.getString(1)).append('\n');
                }
            }
        }
        return all.toString();
    }
}
