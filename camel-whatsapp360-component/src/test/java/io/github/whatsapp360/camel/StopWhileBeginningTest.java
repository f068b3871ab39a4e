/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PrototypeExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that stops waits for the events whose run has begun, from the first moment of that run. */
class StopWhileBeginningTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayCreate = new CountDownLatch(1);
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    private TestBed bed;

    /** Creates no exchange for the account's consumer before the test allows it. */
    private final class WaitingFactory extends PrototypeExchangeFactory {

        WaitingFactory(Consumer consumer) {
            super(consumer);
        }

        WaitingFactory() {}

        @Override
        public ExchangeFactory newExchangeFactory(Consumer consumer) {
            WaitingFactory factory = new WaitingFactory(consumer);
            factory.setCamelContext(bed.context);
            return factory;
        }

        @Override
        public Exchange create(Endpoint from, boolean autoRelease) {
            if (from instanceof Whatsapp360Endpoint) {
                begun.countDown();
                try {
                    mayCreate.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.create(from, autoRelease);
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        WaitingFactory factory = new WaitingFactory();
        factory.setCamelContext(bed.context);
        bed.context.getCamelContextExtension().setExchangeFactory(factory);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10").routeId("A").process(exchange -> {
                    ran.add(exchange.getIn().getBody(String.class));
                });
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        mayCreate.countDown();
        bed.close();
    }

    @Test
    void aRouteDoesNotStopWhileARunBegins() throws Exception {
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> deliver("one"));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(bed.context.getRouteController().stopRoute("A", 100, TimeUnit.MILLISECONDS, true))
                .as("the route stopped although an event runs")
                .isFalse();

        mayCreate.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(ran).containsExactly("one"));
    }

    private int deliver(String text) {
        try {
            return bed.deliver("support", TestBed.text("wamid." + text, "491700000001", text))
                    .statusCode();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
