/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/**
 * A clock bean that stands still, as tests of applications have: it says which day it is, and not how long a wait
 * takes.
 */
class FixedClockTest {

    @Test
    void messagesStillGetTheirTurn() throws Exception {
        try (TestBed bed = new TestBed()) {
            bed.context
                    .getRegistry()
                    .bind("clock", Clock.class, Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
            bed.context.start();
            ProducerTemplate template = bed.context.createProducerTemplate();

            // A clock that never moves would make each message wait longer than the one before it.
            for (int round = 0; round < 6; round++) {
                long begun = System.nanoTime();
                List<CompletableFuture<Exchange>> sends = IntStream.range(0, 20)
                        .mapToObj(i -> template.asyncSend(
                                "whatsapp360:support?messagesPerSecond=20&to=4917012345" + (10 + i),
                                exchange -> exchange.getIn().setBody("Hi")))
                        .toList();
                for (CompletableFuture<Exchange> send : sends) {
                    assertThat(send.get(20, TimeUnit.SECONDS).getException()).isNull();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(4_500));
            }
        }
    }
}
