/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.WebhookRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ReceivingHistoriesTest} has found, over real HTTP. */
class ReplacedRoutesTest {

    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private RouteBuilder route(String id, boolean autoStartup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10")
                        .routeId(id)
                        .autoStartup(autoStartup)
                        .process(exchange -> ran.add(id + " " + exchange.getIn().getBody(String.class)));
            }
        };
    }

    private void deliver(int messages) throws Exception {
        for (int i = 1; i <= messages; i++) {
            assertThat(bed.deliver("support", TestBed.text("wamid.M" + i, "491701234567", "m" + i))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private void allSixOf(String id) {
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(ran)
                .containsExactly(id + " m1", id + " m2", id + " m3", id + " m4", id + " m5", id + " m6"));
    }

    @Test
    void whatWasDeliveredBeforeTheOnlyRouteWasReplacedIsADuplicate() throws Exception {
        bed.start(route("A", true));
        deliver(6);
        allSixOf("A");

        bed.context.addRoutes(route("A", true));
        deliver(6);
        assertThat(bed.deliver("support", TestBed.text("wamid.LAST", "491701234567", "last"))
                        .statusCode())
                .isEqualTo(200);

        await().atMost(TestBed.LIMIT).until(() -> ran.contains("A last"));
        assertThat(ran).hasSize(7);
    }

    /**
     * Camel forgets endpoints, for example when there are too many; what waits for the route goes by the options as
     * they were.
     */
    @Test
    void anEndpointThatAStoppedRouteHasIsInUseAlsoIfCamelHasForgottenIt() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?maximumPending=10").routeId("A").process(exchange -> ran.add("ran"));
                from("whatsapp360:support?events=status").routeId("B").to("mock:statuses");
            }
        });
        bed.context.getRouteController().stopRoute("A");
        deliver(6);
        bed.context.getRouteController().stopRoute("B");
        bed.context.removeEndpoints("whatsapp360:*");

        assertThatThrownBy(() -> bed.context.getEndpoint("whatsapp360:support?maximumPending=5"))
                .hasStackTraceContaining("has maximumPending=10");

        bed.context.getRouteController().startRoute("A");
        await().atMost(TestBed.LIMIT).until(() -> ran.size() == 6);
    }

    /** Camel stops an endpoint with each of its routes that is removed. */
    @Test
    void aRouteWithTheSameEndpointMayBeRemoved() throws Exception {
        bed.context.addRoutes(route("A", true));
        bed.start(route("other", true));
        bed.context.getRouteController().stopRoute("other");
        assertThat(bed.context.removeRoute("other")).isTrue();

        deliver(6);

        allSixOf("A");
    }

    /** Then Camel does not start its consumer, it only resumes it. */
    @Test
    void aRouteThatWasSuspendedBeforeItsFirstStartGetsAll() throws Exception {
        bed.context.addRoutes(route("A", false));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=status&redeliveryDelay=10")
                        .routeId("B")
                        .to("mock:statuses");
            }
        });
        bed.context.getRouteController().suspendRoute("A");
        deliver(6);

        bed.context.getRouteController().startRoute("A");

        allSixOf("A");
    }

    @Test
    void anEventThatAQueueDiscardedRunsAgainAlsoIfTheQueueIsRemoved() throws Exception {
        bed.start(queueRoute("&discardWhenFull=true"));
        deliver(1);
        assertThat(bed.deliver("support", TestBed.text("wamid.M2", "491701234568", "m2"))
                        .statusCode())
                .isEqualTo(200);
        WebhookRuntime open = bed.component.account("support").receiver().runtime();
        await().atMost(TestBed.LIMIT).until(() -> open.dispatcher().inFlight() == 2);
        ConsumerTemplate consumer = bed.context.createConsumerTemplate();
        consumer.doneUoW(consumer.receive("seda:work?size=1&discardWhenFull=true"));

        bed.context.addRoutes(queueRoute(""));

        await().atMost(TestBed.LIMIT).until(() -> open.inbox().state().waiting() == 1);
        Exchange again = consumer.receive("seda:work?size=1", TestBed.LIMIT.toMillis());
        assertThat(again).isNotNull();
        consumer.doneUoW(again);
        await().atMost(TestBed.LIMIT).until(() -> open.inbox().state().waiting() == 0);
    }

    private static RouteBuilder queueRoute(String whenFull) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10").routeId("A").to("seda:work?size=1" + whenFull);
            }
        };
    }
}
