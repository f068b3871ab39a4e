package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
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
