/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** A context that stops while messages wait for their turn: every exchange ends, and knows that it was not sent. */
class StopWhileWaitingTest {

    @Test
    void whatWaitedForItsTurnEndsAsNotSent() throws Exception {
        try (TestBed bed = new TestBed()) {
            bed.context.start();
            ProducerTemplate template = bed.context.createProducerTemplate();
            List<CompletableFuture<Exchange>> sends = IntStream.range(0, 8)
                    .mapToObj(i -> template.asyncSend(
                            "whatsapp360:slow?messagesPerSecond=1&to=4917012345" + (10 + i),
                            exchange -> exchange.getIn().setBody("Hi")))
                    .toList();
            CompletableFuture.anyOf(sends.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

            // Camel's patience with threads that do not end is twice ten seconds: it must not be needed.
            assertThat(CompletableFuture.runAsync(bed.component::stop)).succeedsWithin(Duration.ofSeconds(15));

            assertThat(sends).allSatisfy(send -> assertThat(send).succeedsWithin(TestBed.LIMIT));
            assertThat(sends.stream().map(CompletableFuture::join).filter(Exchange::isFailed))
                    .isNotEmpty()
                    .allSatisfy(send -> {
                        assertThat(send.getException()).isInstanceOf(UnavailableException.class);
                        assertThat(send.getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                                .isEqualTo("notSent");
                    });
        }
    }
}
