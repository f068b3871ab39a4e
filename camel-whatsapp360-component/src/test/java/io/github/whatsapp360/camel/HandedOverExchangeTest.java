/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an event whose exchange goes on elsewhere, or nowhere. */
class HandedOverExchangeTest {

    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private long waiting() {
        return new ReceiverView(bed.component.account("support")).waiting();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&blockWhenFull=true&offerTimeout=50", "&discardWhenFull=true"})
    void anEventThatAFullQueueRefusesRunsAgain(String whenFull) throws Exception {
        CountDownLatch mayTake = new CountDownLatch(1);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=20&concurrentConsumers=4&maximumRedeliveryDelay=100"
                                + "&maximumRedeliveries=-1")
                        .routeId("A")
                        .to("seda:work?size=1" + whenFull);
                from("seda:work?size=1" + whenFull).routeId("work").process(exchange -> {
                    mayTake.await(20, TimeUnit.SECONDS);
                    messages.add(exchange.getIn().getBody(String.class));
                });
            }
        });
        for (int i = 0; i < 6; i++) {
            bed.deliver("support", TestBed.text("wamid.M" + i, "49170123456" + i, "m" + i));
        }
        await().atMost(TestBed.LIMIT).until(() -> waiting() == 6);

        mayTake.countDown();

        await().atMost(TestBed.LIMIT).until(() -> waiting() == 0);
        assertThat(messages).containsExactlyInAnyOrder("m0", "m1", "m2", "m3", "m4", "m5");
    }

    /** Otherwise each event costs as much as all that waits. */
    @Test
    void howManyWaitInAQueueCostsTheNextOneNothing() throws Exception {
        CountedQueue queue = new CountedQueue();
        bed.context.getComponent("seda", SedaComponent.class).setDefaultQueueFactory(new OneQueue(queue));
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?concurrentConsumers=500").routeId("A").to("seda:work");
                from("seda:work").routeId("work").autoStartup(false).to("mock:work");
            }
        });
        int events = 300;
        long begin = System.nanoTime();
        for (int i = 0; i < events; i++) {
            bed.deliver("support", TestBed.text("wamid.M" + i, "49170123" + (1000 + i), "m" + i));
        }
        await().atMost(TestBed.LIMIT).until(() -> queue.size() == events);

        assertThat(queue.copies.get())
                .isLessThanOrEqualTo(
                        1 + (int) Duration.ofNanos(System.nanoTime() - begin).toSeconds())
                .isLessThan(events / 2);
        bed.context.getRouteController().startRoute("work");
        await().atMost(TestBed.LIMIT).until(() -> waiting() == 0);
    }

    private record OneQueue(CountedQueue queue) implements BlockingQueueFactory<Exchange> {

        @Override
        public BlockingQueue<Exchange> create() {
            return queue;
        }

        @Override
        public BlockingQueue<Exchange> create(int capacity) {
            return queue;
        }
    }

    /** Counts how often somebody looks at all that it holds. */
    private static final class CountedQueue extends LinkedBlockingQueue<Exchange> {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger copies = new AtomicInteger();

        @Override
        public Object[] toArray() {
            copies.incrementAndGet();
            return super.toArray();
        }

        @Override
        public Iterator<Exchange> iterator() {
            copies.incrementAndGet();
            return super.iterator();
        }

        @Override
        public boolean contains(Object exchange) {
            copies.incrementAndGet();
            return super.contains(exchange);
        }
    }

    @Test
    void anExchangeThatTheRouteLosesCountsAsFailed() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10").routeId("A").process(exchange -> {
                    if (runs.incrementAndGet() == 1) {
                        Exchange lost = exchange.copy();
                        exchange.getUnitOfWork().handoverSynchronization(lost);
                    }
                });
            }
        });

        bed.deliver("support", TestBed.text("wamid.M1", "491701234567", "m1"));

        await().atMost(TestBed.LIMIT).until(() -> {
            System.gc();
            return runs.get() == 2;
        });
    }
}
