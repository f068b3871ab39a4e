/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.fault.Fault;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent and received goes its way, whatever the meter registry does. */
class FailingMetersTest {

    private final AtomicInteger failed = new AtomicInteger();
    private TestBed bed;

    /** What fails. */
    enum Failing {
        EVERYTHING(""),
        SENDS("whatsapp360.sends"),
        WINDOWS("whatsapp360.windows"),
        WAITING("whatsapp360.waiting"),
        DELIVERIES("whatsapp360.deliveries"),
        LATENCY("whatsapp360.ack.latency"),
        GAUGES("whatsapp360.inbox"),
        REDELIVERIES("whatsapp360.redeliveries");

        final String prefix;

        Failing(String prefix) {
            this.prefix = prefix;
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private void start(Failing failing) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().startsWith(failing.prefix)) {
                    failed.incrementAndGet();
                    throw new IllegalStateException("as the test wishes");
                }
                return id;
            }
        });
        bed.context.getRegistry().bind("metricsRegistry", registry);
        AtomicInteger attempts = new AtomicInteger();
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?redeliveryDelay=10&maximumRedeliveries=2")
                        .process(exchange -> {
                            if (attempts.getAndIncrement() == 0) {
                                throw new IllegalStateException("Once");
                            }
                        })
                        .to("mock:in");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Failing.class)
    void nothingDependsOnIt(Failing failing) throws Exception {
        start(failing);
        MockEndpoint events = bed.context.getEndpoint("mock:in", MockEndpoint.class);
        events.expectedMessageCount(1);

        assertThat(bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hi"))
                        .statusCode())
                .isEqualTo(200);
        events.assertIsSatisfied(TestBed.LIMIT.toMillis());
        Exchange accepted = send(List.of("one", "two"));
        bed.simulator.fault(Fault.refuse(131026).on("POST", "/messages").times(1));
        Exchange refused = send("three");

        assertThat(accepted.getException()).isNull();
        assertThat(accepted.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                .isEqualTo("accepted");
        assertThat((List<?>) accepted.getMessage().getHeader("CamelWhatsapp360SentMessageIds"))
                .hasSize(2);
        assertThat(refused.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                .isEqualTo("notSent");
        assertThat(bed.deadLetters("support")).isEmpty();
        assertThat(failed).hasPositiveValue();
        bed.context.stop();
        await().atMost(TestBed.LIMIT).until(bed.context::isStopped);
    }

    private Exchange send(Object body) {
        return bed.context
                .createProducerTemplate()
                .request("whatsapp360:support?to=491707654321", exchange -> exchange.getIn()
                        .setBody(body));
    }
}
