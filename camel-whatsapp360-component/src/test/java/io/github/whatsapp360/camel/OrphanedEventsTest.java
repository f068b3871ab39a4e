/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.internal.receive.OrphanedEvents;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator is told of events that were handed over. */
class OrphanedEventsTest {

    private static final int EVENTS = 6;

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.addRoutes(route("A", false));
        bed.start(route("B", false));
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?events=status").routeId("open").to("mock:statuses");
            }
        });
        for (int i = 0; i < EVENTS; i++) {
            assertThat(bed.deliver("support", TestBed.text("wamid.M" + i, "491701234567", "m" + i))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(bed.context.removeRoute("A")).isTrue();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private static RouteBuilder route(String id, boolean autoStartup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId(id).autoStartup(autoStartup).to("mock:" + id);
            }
        };
    }

    private OrphanedEvents orphaned(Inbox inbox) {
        return new OrphanedEvents(
                "support", inbox, bed.component.account("support").subscriptions(), Clock.systemUTC());
    }

    private Inbox inbox() {
        return bed.component.account("support").receiver().runtime().inbox();
    }

    /** An operator purges a dead letter at the worst moment. */
    private Inbox purgingOneBeforeAReplay() {
        Inbox inbox = inbox();
        return (Inbox) Proxy.newProxyInstance(
                Inbox.class.getClassLoader(), new Class<?>[] {Inbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("replay")) {
                        long first = inbox.deadLetters(0, 1).get(0).id();
                        assertThat(inbox.purge(DeadLetterSelection.of(List.of(first))))
                                .isEqualTo(1);
                    }
                    try {
                        return method.invoke(inbox, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void asManyAreToldAsReallyWait() {
        assertThat(orphaned(inbox()).handOver("A", "B")).isEqualTo(EVENTS);

        assertThat(inbox().waitingBySubscription()).containsEntry("B", 2L * EVENTS);
    }

    @Test
    void thoseThatWereNotHandedOverAreNotCountedAndSaid() {
        try (CapturedLog log = new CapturedLog(OrphanedEvents.class)) {
            assertThat(orphaned(purgingOneBeforeAReplay()).handOver("A", "B")).isEqualTo(EVENTS - 1);

            assertThat(log.messages()).hasSize(2);
            assertThat(log.messages().get(0)).contains("5 orphaned events of A were handed over to B");
            assertThat(log.messages().get(1)).contains("1 orphaned events of A", "dead letters");
        }
        assertThat(inbox().waitingBySubscription()).containsEntry("B", 2L * EVENTS - 1);
    }
}
