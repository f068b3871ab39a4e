/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that was suspended runs all that waits when it is resumed, however it came to be suspended. */
class SuspendedRoutesTest {

    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10").routeId("A").process(exchange -> {
                    String text = exchange.getIn().getBody(String.class);
                    if (text.equals("slow")) {
                        slowMayEnd.await(60, TimeUnit.SECONDS);
                    }
                    ran.add(text);
                });
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        slowMayEnd.countDown();
        bed.close();
    }

    private int deliver(String text) throws Exception {
        return bed.deliver("support", TestBed.text("wamid." + text, "49170" + Math.abs(text.hashCode()), text))
                .statusCode();
    }

    private void beginSlow() throws Exception {
        assertThat(deliver("slow")).isEqualTo(200);
        await().atMost(TestBed.LIMIT).until(() -> new ReceiverView(bed.component.account("support")).inFlight() == 1);
    }

    private void allRun(String... texts) {
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(ran).containsExactlyInAnyOrder(texts));
    }

    /** After its time-out Camel's shutdown task ends on a thread of its own, and may suspend the consumer once more. */
    private static void awaitEndOfShutdownTask() {
        await().atMost(TestBed.LIMIT).until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("ShutdownTask"))
                .allMatch(SuspendedRoutesTest::waitsForTasks));
    }

    private static boolean waitsForTasks(Thread ofPool) {
        return Arrays.stream(ofPool.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("getTask"));
    }

    private ServiceStatus status() {
        return bed.context.getRouteController().getRouteStatus("A");
    }

    /** Camel stops a consumer that has not finished in time, and then only resumes it. */
    @Test
    void whatWaitsRunsAlsoIfCamelForcedTheSuspension() throws Exception {
        beginSlow();
        bed.context.getRouteController().suspendRoute("A", 100, TimeUnit.MILLISECONDS);
        awaitEndOfShutdownTask();
        assertThat(status()).isEqualTo(ServiceStatus.Suspended);
        assertThat(deliver("one")).isEqualTo(200);
        assertThat(bed.component.account("support").subscriptions().states()).containsEntry("A", "SUSPENDED");

        bed.context.getRouteController().resumeRoute("A");

        assertThat(deliver("two")).isEqualTo(200);
        allRun("one", "two");
        slowMayEnd.countDown();
        allRun("one", "two", "slow");
    }

    @Test
    void whatWaitsRunsAlsoIfTheWholeContextWasSuspendedByForce() throws Exception {
        beginSlow();
        bed.context.getShutdownStrategy().setTimeout(1);
        bed.context.suspend();
        awaitEndOfShutdownTask();
        assertThat(deliver("one")).isEqualTo(200);

        bed.context.resume();

        allRun("one");
    }

    @Test
    void whatWaitsRunsAfterARouteThatHadBeenStoppedWasSuspendedAndStarted() throws Exception {
        bed.context.getRouteController().stopRoute("A");
        bed.context.getRouteController().suspendRoute("A");
        assertThat(status()).isEqualTo(ServiceStatus.Suspended);
        assertThat(deliver("one")).isEqualTo(200);
        assertThat(ran).isEmpty();

        bed.context.getRouteController().startRoute("A");

        allRun("one");
        assertThat(deliver("two")).isEqualTo(200);
        allRun("one", "two");
        bed.context.getRouteController().stopRoute("A");
        assertThat(deliver("three")).isEqualTo(503);
        bed.context.getRouteController().startRoute("A");
        assertThat(deliver("three")).isEqualTo(200);
        allRun("one", "two", "three");
    }

    @Test
    void whatWaitsRunsAfterARouteThatHadBeenStoppedWasSuspendedAndResumed() throws Exception {
        bed.context.getRouteController().stopRoute("A");
        bed.context.getRouteController().suspendRoute("A");

        bed.context.getRouteController().resumeRoute("A");

        assertThat(deliver("one")).isEqualTo(200);
        allRun("one");
    }

    /** Camel suspends the consumer for a stop, and starts it again if the route does not end in time. */
    @Test
    void whatWaitsRunsAfterAStopThatWasAborted() throws Exception {
        beginSlow();
        assertThat(bed.context.getRouteController().stopRoute("A", 100, TimeUnit.MILLISECONDS, true))
                .isFalse();
        awaitEndOfShutdownTask();

        assertThat(deliver("one")).isEqualTo(200);

        allRun("one");
    }
}
