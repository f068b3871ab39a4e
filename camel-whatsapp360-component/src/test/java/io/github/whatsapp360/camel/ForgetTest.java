/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a customer who is forgotten: nothing. */
@Timeout(600)
class ForgetTest {

    private static final String PHONE = "491701234501";
    private static final String ID = "DE.700112233445501";
    private static final String OTHER = "491709999999";
    private static final int ROUNDS = Integer.getInteger("forget.rounds", 200);
    private static final long SEED = Long.getLong("forget.seed", 25_020_261_201L);

    @TempDir
    Path directory;

    /** Everything that is stored about customers: names, windows, opt-outs, sent messages, events and dead letters. */
    private static Customer fill(CustomersBed bed) throws Exception {
        Customer lena = bed.bed.simulator.customer(PHONE, "Lena");
        bed.deliver(CustomersBed.message("wamid.1", PHONE, lena.userId(), 1));
        bed.deliver(CustomersBed.message("wamid.2", OTHER, "DE.999", 2));
        for (String situation :
                List.of("03-number-hidden", "04-parent-id", "14-new-number", "17-no-marketing", "08-sent-to-number")) {
            bed.deliver(Files.readString(CustomersBed.FIXTURES.resolve(situation + ".json")));
        }
        bed.send(PHONE);
        bed.deliver("""
                {"object":"whatsapp_business_account","entry":[{"id":"301","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"phone_number_id":"401122334455667"},"statuses":[{
                "id":"wamid.G","status":"read","timestamp":"1796000003","recipient_type":"group",
                "recipient_id":"b3duLWdyb3Vw","recipient_participant_id":"%s"}]}}]}]}""".formatted(PHONE));
        return lena;
    }

    /** The number was given to another person meanwhile. */
    private static void forgetAll(CustomersBed bed, Customer lena) {
        for (String name : List.of(lena.userId(), PHONE, ID, "491701234502", "DE.700112233445503")) {
            assertThat(bed.forget(name, false).getException()).isNull();
        }
        assertThat(bed.identity(OTHER)).isNotNull();
    }

    private static boolean isNobodyIn(String stored) {
        return Stream.of(PHONE, "491701234502", "7001122334455", "88001122334455", "lena")
                .noneMatch(stored.toLowerCase(Locale.ROOT)::contains);
    }

    @Test
    void nothingIsLeftInTheFilesOfAnEmbeddedInbox() throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, "embedded", null, false)) {
            Customer lena = fill(bed);
            assertThat(CustomersBed.files(directory)).contains(PHONE, ID, "lena");

            forgetAll(bed, lena);

            await().atMost(TestBed.LIMIT).until(() -> isNobodyIn(CustomersBed.files(directory)));
            assertThat(CustomersBed.files(directory)).contains(OTHER);
        }
        assertThat(isNobodyIn(CustomersBed.files(directory))).isTrue();
    }

    @Test
    void nothingIsLeftInTheTablesOfAnInboxOnPostgres() throws Exception {
        onPostgres(pool -> {
            try (CustomersBed bed = new CustomersBed(directory, "jdbc", pool, false)) {
                Customer lena = fill(bed);
                assertThat(CustomersBed.tables(pool)).contains(PHONE, ID, "lena");

                forgetAll(bed, lena);

                assertThat(isNobodyIn(CustomersBed.tables(pool)))
                        .as(CustomersBed.tables(pool))
                        .isTrue();
                assertThat(CustomersBed.tables(pool)).contains(OTHER);
            }
        });
    }

    private interface OnPostgres {
        void run(DataSource pool) throws Exception;
    }

    private void onPostgres(OnPostgres test) throws Exception {
        try (Postgres postgres = Postgres.start(Files.createDirectory(directory.resolve("postgres")));
                HikariDataSource pool = postgres.pool()) {
            test.run(pool);
        }
    }

    private void waitingEventsAreDeleted(String inbox, @Nullable DataSource pool) throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, inbox, pool, false)) {
            bed.bed.context.getRouteController().suspendRoute("all");
            bed.deliver(CustomersBed.message("wamid.1", PHONE, ID, 1));
            bed.deliver(CustomersBed.message("wamid.2", PHONE, ID, 2));
            assertThat(bed.forget(PHONE, false).getMessage().getBody()).isInstanceOf(CustomerIdentity.class);

            bed.bed.context.getRouteController().resumeRoute("all");

            bed.awaitIdle();
            assertThat(bed.identity(PHONE)).isNull();
            bed.deliver(CustomersBed.message("wamid.3", PHONE, ID, 3));
            assertThat(bed.identity(PHONE)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void waitingEventsAreDeleted(String inbox) throws Exception {
        waitingEventsAreDeleted(inbox, null);
    }

    @Test
    void waitingEventsAreDeletedOnPostgres() throws Exception {
        onPostgres(pool -> waitingEventsAreDeleted("jdbc", pool));
    }

    /** One of the events by which a person writes while it is forgotten. */
    private static String event(int person, int form, String id) {
        String phone = "4917" + (10_000_000 + person);
        String user = "DE.8" + (10_000_000 + person);
        return switch (form) {
            case 0 -> CustomersBed.message(id, phone, null, 2);
            case 1 -> CustomersBed.message(id, null, user, 2);
            case 2 -> CustomersBed.message(id, phone, user, 2);
            default -> """
                {"object":"whatsapp_business_account","entry":[{"id":"301","changes":[{"field":"messages","value":{
                "messaging_product":"whatsapp","metadata":{"phone_number_id":"401122334455667"},"messages":[{
                "from":"%1$s","id":"%2$s","timestamp":"1796000002","type":"system","system":{"body":"new",
                "type":"user_changed_number","wa_id":"49%1$s","user_id":"%3$s9","previous_user_id":"%3$s"}}]}}]}]}""".formatted(phone, id, user);
        };
    }

    /** An event that arrives while its customer is forgotten is deleted too, or its customer is a new one. */
    private void anEventThatArrivesMeanwhile(CustomersBed bed, Stored stored) throws Exception {
        Random random = new Random(SEED);
        CyclicBarrier together = new CyclicBarrier(2);
        List<String> former = new ArrayList<>();
        for (int person = 0; person < ROUNDS; person++) {
            String first = event(person, 2, "wamid.first." + person);
            String second = event(person, random.nextInt(4), "wamid.second." + person);
            bed.deliver(first);
            String name = "4917" + (10_000_000 + person);
            former.add(bed.identity(name).customerId());
            CompletableFuture<Exchange> forgetting = CompletableFuture.supplyAsync(() -> {
                meet(together);
                return bed.forget(name, false);
            });
            meet(together);
            bed.deliver(second);
            assertThat(forgetting.get(60, TimeUnit.SECONDS).getException()).isNull();
        }
        bed.awaitIdle();
        // An embedded inbox empties its log when nothing is to do.
        await().atMost(TestBed.LIMIT).untilAsserted(() -> isConsistent(bed, stored.read(), former));
    }

    private static void isConsistent(CustomersBed bed, String left, List<String> former) {
        for (int person = 0; person < ROUNDS; person++) {
            Message ran = ran(bed, "wamid.second." + person);
            String name = "4917" + (10_000_000 + person);
            String user = "DE.8" + (10_000_000 + person);
            CustomerIdentity known = bed.identity(name) == null ? bed.identity(user) : bed.identity(name);
            String what = "person " + person + " of seed " + SEED;
            if (ran == null) {
                assertThat(known).as(what).isNull();
                assertThat(left.contains(name) || left.contains(user)).as(what).isFalse();
            } else {
                assertThat(ran.getHeader(Whatsapp360Constants.CUSTOMER_ID))
                        .as(what)
                        .isNotNull();
            }
            if (known != null) {
                assertThat(known.customerId()).as(what).isNotEqualTo(former.get(person));
            }
        }
    }

    private interface Stored {
        String read() throws Exception;
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(60, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static @Nullable Message ran(CustomersBed bed, String id) {
        return bed.events().stream()
                .filter(message -> id.equals(message.getHeader(Whatsapp360Constants.MESSAGE_ID)))
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "memory"})
    void anEventThatArrivesMeanwhileIsDeletedOrOfANewCustomer(String inbox) throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, inbox, null, true)) {
            anEventThatArrivesMeanwhile(bed, () -> "");
        }
    }

    @Test
    void anEventThatArrivesMeanwhileIsDeletedOrOfANewCustomerInTheFiles() throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, "embedded", null, true)) {
            anEventThatArrivesMeanwhile(bed, () -> CustomersBed.files(directory));
        }
    }

    @Test
    void anEventThatArrivesMeanwhileIsDeletedOrOfANewCustomerOnPostgres() throws Exception {
        onPostgres(pool -> {
            try (CustomersBed bed = new CustomersBed(directory, "jdbc", pool, true)) {
                anEventThatArrivesMeanwhile(bed, () -> CustomersBed.tables(pool));
            }
        });
    }

    /** An inbox that does not implement the deletion of events. */
    private static Inbox own() {
        Inbox memory = new MemoryInbox(InboxLimits.DEFAULT, Clock.systemUTC());
        return (Inbox) Proxy.newProxyInstance(
                ForgetTest.class.getClassLoader(),
                new Class<?>[] {Inbox.class},
                (proxy, method, arguments) -> method.getName().equals("forget")
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : method.invoke(memory, arguments));
    }

    @Test
    void anInboxThatCannotDeleteEventsIsNamedAndNothingIsDeleted() throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, own(), null, true)) {
            bed.deliver(CustomersBed.message("wamid.1", PHONE, ID, 1));

            assertThat(bed.forget(PHONE, false).getException())
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining(" cannot delete the events of a customer");

            assertThat(bed.identity(PHONE)).isNotNull();
        }
    }

    private static Stream<Fault> remoteFaults() {
        return Stream.of(
                Fault.refuse(404, "Not found"),
                Fault.refuse(429, "Too many"),
                Fault.refuse(500, "Broken"),
                Fault.connection(Transport.CUT_ANSWER),
                Fault.connection(Transport.RESET));
    }

    @ParameterizedTest
    @MethodSource("remoteFaults")
    void nothingIsDeletedUnlessTheContactBookIs(Fault fault) throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, "memory", null, false)) {
            bed.bed.component.getConfiguration().setMaximumRetries(0);
            bed.deliver(CustomersBed.message("wamid.1", PHONE, ID, 1));
            String customer = bed.identity(PHONE).customerId();
            bed.bed.simulator.fault(fault.on("DELETE", "/contact_book").times(1));

            Exchange failed = bed.forget(PHONE, true);

            assertThat(failed.getException()).isInstanceOf(Whatsapp360Exception.class);
            assertThat(failed.getMessage().getBody()).isEqualTo(PHONE);
            assertThat(bed.identity(PHONE).customerId()).isEqualTo(customer);
            assertThat(bed.forget(PHONE, true).getException()).isNull();
            assertThat(bed.identity(PHONE)).isNull();
        }
    }

    @Test
    void anIdThatIsDeadIsInNoContactBook() throws Exception {
        try (CustomersBed bed = new CustomersBed(directory, "memory", null, false)) {
            bed.deliver(CustomersBed.message("wamid.1", PHONE, ID, 1));
            bed.bed.simulator.fault(Fault.refuse(131009).on("DELETE", "/contact_book"));

            assertThat(bed.forget(PHONE, true).getException()).isNull();

            assertThat(bed.identity(PHONE)).isNull();
        }
    }
}
