/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A route that receives, with a registry of metrics. */
abstract class MonitoredRoute {

    final CountDownLatch mayEnd = new CountDownLatch(1);
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.getRegistry().bind("metricsRegistry", metrics);
    }

    @AfterEach
    void tearDown() throws Exception {
        mayEnd.countDown();
        bed.close();
    }

    /** A route that waits with {@code wait}, and fails with {@code fail}. */
    void start(String options) throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10&maximumRedeliveries=1" + options)
                        .routeId("receiver")
                        .process(exchange -> {
                            String text = exchange.getIn().getBody(String.class);
                            if (text.equals("wait")) {
                                mayEnd.await(20, TimeUnit.SECONDS);
                            } else if (text.equals("fail")) {
                                throw new IllegalStateException("The mail server is down");
                            }
                        });
            }
        });
    }

    void deliver(String id, String text) throws Exception {
        assertThat(bed.deliver("support", TestBed.text(id, "491701234567", text))
                        .statusCode())
                .isEqualTo(200);
    }
}
