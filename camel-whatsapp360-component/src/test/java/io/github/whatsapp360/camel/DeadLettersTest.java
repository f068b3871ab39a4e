/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.FailureReason;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes a dead letter, and what an operator does with it. */
class DeadLettersTest {

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    @Test
    void whatNoRepetitionCuresIsADeadLetterAtOnceAndTheChatGoesOn() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=60000")
                        .routeId("echo")
                        .process(exchange -> seen.add(exchange.getIn().getBody(String.class)))
                        .filter(simple("${body} == 'refuse'"))
                        .setBody(constant(""))
                        .to("whatsapp360:support?to=491700000001");
            }
        });

        bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "refuse"));
        bed.deliver("support", TestBed.text("wamid.IN2", "491701234567", "I need help"));

        await().atMost(TestBed.LIMIT).until(() -> seen.contains("I need help"));
        assertThat(seen).containsExactly("refuse", "I need help");
        assertThat(bed.deadLetters("support")).singleElement().satisfies(letter -> assertThat(letter.problem())
                .startsWith("io.github.whatsapp360.client.InvalidMessageException in echo: ")
                .hasSizeGreaterThan(70));
    }

    @Test
    void aFailureThatMayPassIsRepeatedAlsoIfItIsOurs() {
        IllegalStateException foreign = new IllegalStateException("the customer said so");
        assertThat(FailureReason.of(foreign, "r"))
                .isEqualTo(new FailureReason("java.lang.IllegalStateException in r", false));
        for (int code : new int[] {131047, 131026, 132001, 131008}) {
            assertThat(FailureReason.of(new RuntimeException(reported(code)), "r")
                            .incurable())
                    .as("code %s", code)
                    .isTrue();
        }
        for (int code : new int[] {190, 131056, 131016}) {
            assertThat(FailureReason.of(reported(code), "r").incurable())
                    .as("code %s", code)
                    .isFalse();
        }
    }

    private static Whatsapp360Exception reported(int code) {
        return Whatsapp360Exception.of(new ErrorItem(code, null, null, null, null));
    }

    @Test
    void aDeadLetterUriThatCannotBeResolvedIsRefusedAtTheStart() {
        assertThatThrownBy(() -> bed.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("whatsapp360:support?deadLetterUri=nosuch:place?password=hidden")
                                .to("mock:events");
                    }
                }))
                .hasStackTraceContaining("deadLetterUri of account 'support' cannot be resolved: nosuch:place");
    }

    @Test
    void aRouteListsReplaysAndPurgesDeadLetters() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?maximumRedeliveries=0").process(exchange -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("The mail server is down");
                });
            }
        });
        org.apache.camel.ProducerTemplate template = bed.context.createProducerTemplate();

        bed.deliver("support", TestBed.text("wamid.IN1", "491701234567", "Hello"));
        await().atMost(TestBed.LIMIT).until(() -> letters(template) == 1);
        assertThat(template.requestBody("whatsapp360:support?operation=replayDeadLetters", (Object) null))
                .isEqualTo(0);
        assertThat(template.requestBody("whatsapp360:support?operation=replayDeadLetters", "all"))
                .isEqualTo(1);
        await().atMost(TestBed.LIMIT).until(() -> runs.get() == 2 && letters(template) == 1);
        // The same from Java.
        Whatsapp360Client client = bed.component.client("support");
        assertThat(client.replayDeadLetters(Set.of())).isZero();
        assertThat(client.deadLetters().replayDeadLetters(DeadLetterSelection.all()))
                .isEqualTo(1);
        await().atMost(TestBed.LIMIT)
                .until(() -> runs.get() == 3 && client.listDeadLetters().size() == 1);
        for (Object nothing : new Object[] {null, "", " ", List.of()}) {
            assertThat(template.requestBody("whatsapp360:support?operation=purgeDeadLetters", nothing))
                    .isEqualTo(0);
        }
        assertThat(client.purgeDeadLetters(Set.of())).isZero();
        assertThat(letters(template)).isEqualTo(1);
        assertThat(client.purgeDeadLetters(
                        Set.of(client.listDeadLetters().get(0).id())))
                .isEqualTo(1);
        assertThat(letters(template)).isZero();
    }

    @Test
    void deadLettersAreListedInPagesAndShownOneByOne() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?maximumRedeliveries=0").process(exchange -> {
                    throw new IllegalStateException("The mail server is down");
                });
            }
        });
        for (int i = 0; i < 60; i++) {
            bed.deliver("support", TestBed.text("wamid.IN" + i, "491701234567", "Hello " + i));
        }
        await().atMost(TestBed.LIMIT)
                .until(() -> bed.component
                                .account("support")
                                .receiver()
                                .runtime()
                                .inbox()
                                .state()
                                .deadLetters()
                        == 60);

        List<DeadLetter> first = listed(Map.of());
        List<DeadLetter> second = listed(
                Map.of("CamelWhatsapp360DeadLetterAfter", first.get(49).id(), "CamelWhatsapp360DeadLetterLimit", "5"));
        assertThat(first).hasSize(50).allMatch(letter -> letter.body() == null && letter.size() > 100);
        assertThat(second)
                .hasSize(5)
                .allMatch(letter -> letter.id() > first.get(49).id());
        assertThat(listed(Map.of("CamelWhatsapp360DeadLetterLimit", 2, "CamelWhatsapp360DeadLetterBodies", true)))
                .hasSize(2)
                .allMatch(letter -> letter.body() != null && letter.body().length == letter.size());
        List<DeadLetter> one =
                listed(Map.of("CamelWhatsapp360DeadLetterId", first.get(7).id()));
        assertThat(one).extracting(DeadLetter::id).containsExactly(first.get(7).id());
        assertThat(new String(one.get(0).body(), StandardCharsets.UTF_8)).contains("Hello");
        assertThatThrownBy(() -> listed(Map.of("CamelWhatsapp360DeadLetterLimit", 1_001)))
                .hasStackTraceContaining("expected 1 to 1000, actual 1001");
        assertThat(bed.component.client("support").listDeadLetters()).hasSize(50);
    }

    @SuppressWarnings("unchecked")
    private List<DeadLetter> listed(Map<String, Object> headers) {
        return bed.context
                .createProducerTemplate()
                .requestBodyAndHeaders("whatsapp360:support?operation=listDeadLetters", null, headers, List.class);
    }

    private static int letters(org.apache.camel.ProducerTemplate template) {
        return template.requestBody("whatsapp360:support?operation=listDeadLetters", null, List.class)
                .size();
    }
}
