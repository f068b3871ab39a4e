/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.DeliveryRouter;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.Webhook;
import io.github.whatsapp360.window.ServiceWindow;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account is one number: what is about another one is not run as its own. */
class PhoneNumberIdTest {

    private static final String OTHER = "333333333333333";
    private static final String USER = "491709999999";

    @TempDir
    Path directory;

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private void start(String... uris) throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String uri : uris) {
                    from(uri)
                            .process(exchange ->
                                    ran.add(exchange.getIn().getHeader("CamelWhatsapp360Account", String.class) + ": "
                                            + exchange.getIn().getBody(String.class)));
                }
            }
        });
    }

    private static String text(String id, String text) {
        return TestBed.text(id, USER, text)
                .replace("1789000000", Long.toString(Clock.systemUTC().instant().getEpochSecond()));
    }

    /** The same of another number of the business. */
    private static String foreign(String id, String text) {
        return text(id, text).replace("401122334455667", OTHER);
    }

    private int deliver(String body) throws Exception {
        return bed.deliver("support", body).statusCode();
    }

    private void awaitRun(String... runs) {
        await().atMost(TestBed.LIMIT).until(() -> ran.size() >= runs.length);
        assertThat(ran).containsExactly(runs);
    }

    private ServiceWindow.State window(String account) {
        return bed.component
                .client(account)
                .serviceWindow(Recipient.parse(USER))
                .state();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void anEventOfAnotherNumberIsADeadLetterAndMovesNoWindow(String inbox) throws Exception {
        bed.component.setInboxDirectory(directory.toString());
        start("whatsapp360:support?phoneNumberId=401122334455667&inbox=" + inbox);
        try (CapturedLog log = new CapturedLog(DeliveryRouter.class)) {
            assertThat(deliver(foreign("wamid.1", "to the other number"))).isEqualTo(200);
            assertThat(deliver(foreign("wamid.1", "to the other number"))).isEqualTo(200);
            assertThat(deliver(foreign("wamid.2", "once more"))).isEqualTo(200);

            assertThat(log.messages()).singleElement().satisfies(line -> assertThat(line)
                    .contains("support", OTHER, "401122334455667", "phoneNumberId"));
        }
        assertThat(bed.deadLetters("support"))
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.problem()).contains(OTHER, "401122334455667"))
                .extracting(DeadLetter::kind)
                .containsOnly("message");
        assertThat(window("support")).isEqualTo(ServiceWindow.State.unknown);
        assertThat(deliver(text("wamid.3", "mine"))).isEqualTo(200);
        awaitRun("support: mine");
        assertThat(window("support")).isEqualTo(ServiceWindow.State.open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "embedded"})
    void theFirstDeliveryTellsTheNumberUntilAnOperatorClearsIt(String inbox) throws Exception {
        bed.component.setInboxDirectory(directory.toString());
        start("whatsapp360:support?inbox=" + inbox);
        Whatsapp360Endpoint endpoint = bed.context.getEndpoint("whatsapp360:support", Whatsapp360Endpoint.class);
        assertThat(endpoint.getPhoneNumberId()).isEmpty();
        deliver(text("wamid.1", "first"));
        awaitRun("support: first");
        assertThat(endpoint.getPhoneNumberId()).isEqualTo("401122334455667");
        assertThat(deliver(foreign("wamid.2", "second"))).isEqualTo(200);
        assertThat(bed.deadLetters("support")).hasSize(1);

        assertThat(endpoint.clearPhoneNumberId()).isEqualTo("401122334455667");
        deliver(foreign("wamid.3", "third"));
        awaitRun("support: first", "support: third");

        assertThat(endpoint.getPhoneNumberId()).isEqualTo(OTHER);
        assertThat(bed.component.client("support").deadLetters().replayDeadLetters(DeadLetterSelection.all()))
                .isEqualTo(1);
        awaitRun("support: first", "support: third", "support: second");
    }

    @Test
    void whatWasLearnedIsKnownAfterARestart() throws Exception {
        bed.component.setInboxDirectory(directory.toString());
        start("whatsapp360:support?inbox=embedded");
        deliver(text("wamid.1", "first"));
        awaitRun("support: first");
        bed.close();

        bed = new TestBed();
        bed.component.setInboxDirectory(directory.toString());
        start("whatsapp360:support?inbox=embedded");

        assertThat(deliver(foreign("wamid.2", "second"))).isEqualTo(200);
        assertThat(bed.deadLetters("support")).hasSize(1);
        assertThat(ran).containsExactly("support: first");
    }

    @Test
    void anEventOfAnotherAccountsNumberGoesToThatAccount() throws Exception {
        start("whatsapp360:support?phoneNumberId=401122334455667", "whatsapp360:sales?phoneNumberId=" + OTHER);

        assertThat(deliver(foreign("wamid.2", "yours"))).isEqualTo(200);
        awaitRun("sales: yours");

        assertThat(bed.deadLetters("support")).isEmpty();
        assertThat(window("support")).isEqualTo(ServiceWindow.State.unknown);
        assertThat(window("sales")).isEqualTo(ServiceWindow.State.open);
    }

    @Test
    void aDeliveryForSeveralNumbersIsDivided() throws Exception {
        start("whatsapp360:support?phoneNumberId=401122334455667", "whatsapp360:sales?phoneNumberId=" + OTHER);
        String entry = entry(text("wamid.1", "mine"));
        String other = entry(foreign("wamid.2", "yours"));
        String nobodys = entry(text("wamid.3", "nobody's").replace("401122334455667", "999999999999999"));

        assertThat(deliver("{\"object\":\"whatsapp_business_account\",\"entry\":[" + other + "," + nobodys + "," + entry
                        + "]}"))
                .isEqualTo(200);

        await().atMost(TestBed.LIMIT).until(() -> ran.size() == 2);
        assertThat(ran).containsExactlyInAnyOrder("support: mine", "sales: yours");
        assertThat(bed.deadLetters("support")).hasSize(1);
    }

    @Test
    void whatAnotherAccountCannotTakeNowIsNotAcknowledged() throws Exception {
        start("whatsapp360:support?phoneNumberId=401122334455667", "whatsapp360:sales?phoneNumberId=" + OTHER);
        bed.context
                .getRouteController()
                .stopRoute(bed.context.getRoutes().get(1).getRouteId());

        assertThat(deliver(foreign("wamid.1", "yours"))).isEqualTo(503);
        bed.context
                .getRouteController()
                .startRoute(bed.context.getRouteDefinitions().get(1).getRouteId());
        assertThat(deliver(foreign("wamid.1", "yours"))).isEqualTo(200);

        awaitRun("sales: yours");
    }

    @Test
    void anAccountDoesNotLearnTheNumberOfAnotherOne() throws Exception {
        start("whatsapp360:support", "whatsapp360:sales?phoneNumberId=" + OTHER);

        deliver(foreign("wamid.1", "yours"));
        deliver(text("wamid.2", "mine"));

        awaitRun("sales: yours", "support: mine");
    }

    /** Nothing keeps it, and 200 would lose it. What is the account's own must not run again with each repetition. */
    @Test
    void withoutAnInboxADeliveryWithAnEventOfAnotherNumberIsRefusedAsAWhole() throws Exception {
        start("whatsapp360:support?inbox=none&phoneNumberId=401122334455667");
        String own = entry(text("wamid.1", "mine"));
        String other = entry(foreign("wamid.2", "nobody's"));
        try (CapturedLog log = new CapturedLog(DeliveryRouter.class)) {
            assertThat(deliver(foreign("wamid.2", "nobody's"))).isEqualTo(503);
            assertThat(deliver("{\"object\":\"whatsapp_business_account\",\"entry\":[" + own + "," + other + "]}"))
                    .isEqualTo(503);

            assertThat(log.messages()).singleElement().satisfies(line -> assertThat(line)
                    .contains("support", OTHER, "401122334455667", "inbox=none", "503")
                    .doesNotContain("become dead letters"));
        }
        assertThat(ran).isEmpty();
        assertThat(deliver(text("wamid.1", "mine"))).isEqualTo(200);
        assertThat(ran).containsExactly("support: mine");
    }

    /** One number that is set wrong would otherwise write two lines for each of its deliveries. */
    @Test
    void aRefusedNumberDoesNotSayEachTimeThatDeliveriesAreTakenAgain() throws Exception {
        start("whatsapp360:support?inbox=none&phoneNumberId=401122334455667");
        try (CapturedLog log = new CapturedLog(Webhook.class)) {
            for (int i = 0; i < 5; i++) {
                assertThat(deliver(foreign("wamid.2", "nobody's"))).isEqualTo(503);
                assertThat(deliver(text("wamid.1", "mine"))).isEqualTo(200);
            }

            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void withoutAnInboxTheLogDoesNotSayThatAnUnreadableDeliveryIsKept() throws Exception {
        start("whatsapp360:support?inbox=none");
        try (CapturedLog log = new CapturedLog(Webhook.class)) {
            assertThat(deliver("{ no JSON")).isEqualTo(200);

            assertThat(log.messages()).singleElement().satisfies(line -> assertThat(line)
                    .contains("is unreadable", "dropped, because inbox=none stores nothing")
                    .doesNotContain("stored as a dead letter"));
        }
    }

    /** A reverse order would run what is the account's own each time. */
    @Test
    void withoutAnInboxNothingRunsWhileAnotherAccountCannotTakeItsPart() throws Exception {
        start(
                "whatsapp360:support?inbox=none&phoneNumberId=401122334455667",
                "whatsapp360:sales?phoneNumberId=" + OTHER);
        bed.context
                .getRouteController()
                .stopRoute(bed.context.getRoutes().get(1).getRouteId());

        assertThat(deliver("{\"object\":\"whatsapp_business_account\",\"entry\":[" + entry(text("wamid.1", "mine"))
                        + "," + entry(foreign("wamid.2", "yours")) + "]}"))
                .isEqualTo(503);

        assertThat(ran).isEmpty();
    }

    private static String entry(String delivery) {
        return delivery.substring(delivery.indexOf("[") + 1, delivery.lastIndexOf("]"));
    }
}
