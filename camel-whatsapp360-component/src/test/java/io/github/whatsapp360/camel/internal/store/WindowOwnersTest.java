/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.TestBed;
import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners of windows: numbers, ids and groups in deliveries and API responses. */
class WindowOwnersTest {

    private static final Instant NOW = Instant.ofEpochSecond(1789000100);
    private static final String LENA = "491701234567";

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private AccountWindows windows() {
        return bed.account("support").windows();
    }

    private State state(Recipient recipient) {
        return windows().windowOf(WindowOwners.of(recipient)).state();
    }

    private void deliver(String body) throws Exception {
        assertThat(bed.deliver("support", body).statusCode()).isEqualTo(200);
    }

    /** Lena sends a message without a user id, at an offset in seconds. */
    private void lenaWrites(String id, int after) throws Exception {
        deliver(TestBed.text(id, LENA, "Hi").replace("1789000000", Integer.toString(1789000000 + after)));
    }

    @Test
    void theOnlyClockOfTheRegistryIsTakenAsCamelTakesOtherBeans() throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("anyName", clock);

            assertThat(context.getComponent("whatsapp360", Whatsapp360Component.class)
                            .getClock())
                    .isSameAs(clock);
        }
    }

    @Test
    void lateAndRepeatedAndDisorderedEventsNeverShortenAWindow() throws Exception {
        lenaWrites("wamid.2", 60);
        ServiceWindow window = windows().windowOf(WindowOwner.phone(LENA));
        assertThat(window.expires()).isEqualTo(Instant.ofEpochSecond(1789000060).plus(Duration.ofHours(24)));

        lenaWrites("wamid.1", 0);
        lenaWrites("wamid.2", 60);
        deliver(new String(InboundFixtures.body("status-failed"), UTF_8)
                .replaceAll("\"timestamp\": \"\\d+\"", "\"timestamp\": \"1789000030\""));

        assertThat(windows().windowOf(WindowOwner.phone(LENA))).isEqualTo(window);
    }

    @Test
    void theAnswerToASendTellsTheIdOfANumber() throws Exception {
        lenaWrites("wamid.1", 0);

        windows().accepted(Recipient.parse(LENA), new SendReceipt("wamid.OUT", null, "DE.70011223344556677", null));

        assertThat(state(new Recipient.UserId("DE.70011223344556677"))).isEqualTo(State.open);
    }

    @Test
    void theAnswerToASendTellsTheNumberOfAnId() throws Exception {
        lenaWrites("wamid.1", 0);

        windows()
                .accepted(new Recipient.UserId("DE.70011223344556677"), new SendReceipt("wamid.OUT", LENA, null, null));

        assertThat(state(new Recipient.UserId("DE.70011223344556677"))).isEqualTo(State.open);
    }

    @Test
    void theAnswerToASendTellsUnderWhichDigitsTheApiHasANumber() throws Exception {
        Recipient called = Recipient.parse("+55 11 98765-4321");
        windows().accepted(called, new SendReceipt("wamid.OUT", "551187654321", null, null));

        deliver(TestBed.text("wamid.1", "551187654321", "Oi"));

        assertThat(state(called)).isEqualTo(State.open);
        windows().refused(called, NOW);
        assertThat(state(Recipient.parse("551187654321"))).isEqualTo(State.closed);
    }

    @Test
    void numberAndIdAreOneUserOnceBothWereSeenInAnyEvent() throws Exception {
        lenaWrites("wamid.1", 0);
        Recipient id = new Recipient.UserId("DE.70011223344556677");
        assertThat(state(id)).isEqualTo(State.unknown);

        deliver(new String(InboundFixtures.body("status-sent"), UTF_8));

        assertThat(state(id)).isEqualTo(State.open);
    }

    @Test
    void aGroupHasAWindowOfItsOwnAndItsStatusesTouchNoMember() throws Exception {
        Recipient group = Recipient.group("Y2FwaV9ncm91cDoxMjM0");

        deliver(new String(InboundFixtures.body("text-group"), UTF_8));
        deliver(new String(InboundFixtures.body("status-group"), UTF_8));

        assertThat(state(group)).isEqualTo(State.open);
        assertThat(state(Recipient.parse(LENA))).isEqualTo(State.unknown);

        lenaWrites("wamid.1", 0);
        deliver(new String(InboundFixtures.body("status-group"), UTF_8)
                .replace("\"read\"", "\"failed\",\"errors\":[{\"code\":131047}]")
                .replace("1789000052", "1789000090"));

        assertThat(state(group)).isEqualTo(State.closed);
        assertThat(state(Recipient.parse(LENA))).isEqualTo(State.open);
    }
}
