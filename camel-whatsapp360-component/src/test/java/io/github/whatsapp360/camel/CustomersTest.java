/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One customer, whatever the name: as routes, operations and stores see it. */
@Timeout(300)
class CustomersTest {

    private static final String PHONE = "491701234501";
    private static final String NEXT_PHONE = "491701234502";
    private static final String ID = "DE.700112233445501";
    private static final String NEXT_ID = "DE.700112233445502";
    private static final String CUSTOMER = Whatsapp360Constants.CUSTOMER_ID;

    @TempDir
    Path directory;

    private static String customer(Message message) {
        return message.getHeader(CUSTOMER, String.class);
    }

    private void isOneCustomer(String inbox, @Nullable DataSource database) throws Exception {
        String customer;
        try (CustomersBed run = new CustomersBed(directory, inbox, database, true)) {
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
        try (CustomersBed run = new CustomersBed(directory, inbox, database, true)) {
            Message parent = run.arrives("04-parent-id");
            assertThat(customer(parent)).isEqualTo(customer);
            assertThat(parent.getHeader(Whatsapp360Constants.PARENT_USER_ID)).isEqualTo("DE.ENT.88001122334455");
            assertThat(customer(run.arrives("14-new-number"))).isEqualTo(customer);
            run.deliver(CustomersBed.message("wamid.NEW", NEXT_PHONE, NEXT_ID, 16));
            await().atMost(TestBed.LIMIT)
                    .until(() -> run.changes("changed").stream().anyMatch(change -> NEXT_PHONE.equals(change.waId())));
            run.deliver(CustomersBed.message("wamid.OLD", PHONE, "DE.700999", 40));

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
        try (CustomersBed run = new CustomersBed(directory, "embedded", null, true)) {
            run.deliver(CustomersBed.message("wamid.1", PHONE, null, 1));
            run.deliver(CustomersBed.message("wamid.2", null, ID, 2));
            String older = run.identity(PHONE).customerId();
            String younger = run.identity(ID).customerId();

            run.deliver(CustomersBed.message("wamid.3", PHONE, ID, 3));
            run.deliver(CustomersBed.message("wamid.3", PHONE, ID, 3));

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
        try (CustomersBed run = new CustomersBed(directory, "embedded", null, true)) {
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
        try (CustomersBed run = new CustomersBed(own, "embedded", null, true, preference)) {
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            String opensTheWindow = lena.says("Hi");
            assertThat(opensTheWindow).isNotBlank();
            run.deliver(CustomersBed.message("wamid." + preference + byUserId, PHONE, lena.userId(), 1));
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
        try (CustomersBed run = new CustomersBed(directory, "embedded", null, true, "userId")) {
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            assertThat(lena.says("Hi")).isNotBlank();
            run.deliver(CustomersBed.message("wamid.1", PHONE, lena.userId(), 1));
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
        try (CustomersBed run = new CustomersBed(directory, "embedded", null, true, "userId")) {
            for (String category : List.of("AUTHENTICATION", "UTILITY")) {
                run.bed.simulator.addTemplate("{\"name\":\"" + category.toLowerCase(Locale.ROOT)
                        + "\",\"language\":\"en_US\",\"category\":\"" + category
                        + "\",\"status\":\"APPROVED\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hello.\"}]}");
            }
            Customer lena = run.bed.simulator.customer(PHONE, "Lena");
            run.deliver(CustomersBed.message("wamid.1", PHONE, lena.userId(), 1));

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

    private static void template(CustomersBed run, String name) {
        Exchange sent = run.bed
                .context
                .createProducerTemplate()
                .request(
                        "whatsapp360:support?templateLanguage=en_US&templateName=" + name + "&to=" + PHONE,
                        exchange -> {});
        assertThat(sent.getException()).isNull();
    }

    private void runsInOrder(String inbox, @Nullable DataSource database) throws Exception {
        try (CustomersBed waiting = new CustomersBed(directory, inbox, database, false)) {
            waiting.deliver(CustomersBed.message("wamid.1", PHONE, ID, 1));
            waiting.deliver(CustomersBed.message("wamid.2", null, ID, 2));
            waiting.deliver(Files.readString(CustomersBed.FIXTURES.resolve("14-new-number.json")));
        }
        try (CustomersBed run = new CustomersBed(directory, inbox, database, true)) {
            run.deliver(CustomersBed.message("wamid.4", NEXT_PHONE, NEXT_ID, 20));
            run.deliver(CustomersBed.message("wamid.5", null, NEXT_ID, 21));

            await().atMost(TestBed.LIMIT)
                    .until(() -> ids(run, id -> id.startsWith("wamid")).size() == 5);
            assertThat(ids(run, id -> id.startsWith("wamid")))
                    .containsExactly("wamid.1", "wamid.2", "wamid.IN14", "wamid.4", "wamid.5");
        }
    }

    private static List<String> ids(CustomersBed run, Predicate<String> which) {
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
        try (CustomersBed waiting = new CustomersBed(directory, "embedded", null, false)) {
            waiting.deliver(CustomersBed.message("wamid.1", PHONE, null, 1));
            waiting.deliver(CustomersBed.message("wamid.2", null, ID, 2));
            waiting.deliver(CustomersBed.message("wamid.3", null, ID, 3));
            waiting.deliver(CustomersBed.message("wamid.4", PHONE, ID, 4));
        }
        try (CustomersBed run = new CustomersBed(directory, "embedded", null, true)) {
            await().atMost(TestBed.LIMIT)
                    .until(() -> ids(run, id -> id.startsWith("wamid")).size() == 4);
            List<String> order = ids(run, id -> id.startsWith("wamid"));
            assertThat(order).last().isEqualTo("wamid.4");
            assertThat(order.indexOf("wamid.2")).isLessThan(order.indexOf("wamid.3"));
        }
    }

    @Test
    void aSendTellsTheCustomerAndLearnsIt() throws Exception {
        try (CustomersBed run = new CustomersBed(directory, "embedded", null, true)) {
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
            run.deliver(CustomersBed.message("wamid.1", PHONE, before, 1));
            await().atMost(TestBed.LIMIT).until(() -> run.in().getReceivedCounter() > 0);
            assertThat(customer(run.in().getExchanges().get(0).getMessage())).isEqualTo(customer(sent));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void customersThatAreKeptApartAreCountedAndLoggedByTheirIds(String inbox) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (CustomersBed run = new CustomersBed(directory, inbox, meters);
                CapturedLog log = new CapturedLog(AccountIdentities.class)) {
            run.deliver(CustomersBed.message("wamid.1", PHONE, ID, 1));
            run.deliver(CustomersBed.message("wamid.2", NEXT_PHONE, null, 2));
            String one = run.identity(PHONE).customerId();
            String other = run.identity(NEXT_PHONE).customerId();

            run.deliver(CustomersBed.message("wamid.3", NEXT_PHONE, ID, 3));
            run.deliver(CustomersBed.message("wamid.4", NEXT_PHONE, ID, 4));

            assertThat(run.identity(NEXT_PHONE).customerId()).isEqualTo(other);
            assertThat(meters.counter("whatsapp360.identity.conflicts", "account", "support")
                            .count())
                    .isEqualTo(1);
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("were kept apart"))
                    .singleElement(as(InstanceOfAssertFactories.STRING))
                    .contains(one, other)
                    .doesNotContain(PHONE, NEXT_PHONE, ID);
        }
    }

    /** Who is first seen in a group has a conversation of its own all the same. */
    @Test
    void membersOfAGroupDoNotShareAnOrder() throws Exception {
        try (CustomersBed run = new CustomersBed(directory, "memory", null, true)) {
            run.deliver(CustomersBed.message("wamid.1", PHONE, null, 1)
                    .replace("\"timestamp\"", "\"group_id\":\"b3duLWdyb3Vw\",\"timestamp\""));
            run.deliver(CustomersBed.message("wamid.2", PHONE, null, 2));

            KnownCustomer known = run.bed.account("support").identities().find(PersonIds.of(PHONE, null, null, null));

            assertThat(known.conversation()).isEqualTo("user:" + PHONE);
        }
    }
}
