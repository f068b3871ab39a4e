/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** Many senders, one endpoint: nobody's text in somebody else's message. */
class ConcurrentSendsTest {

    private static final int SENDS = 2_000;

    @Test
    void eachOfManyConcurrentSendsIsOneRequestWithItsOwnTextAndRecipient() throws Exception {
        try (TestBed bed = new TestBed();
                Closeable16 senders = new Closeable16()) {
            bed.context.start();
            ProducerTemplate template = bed.context.createProducerTemplate();
            List<Future<Exchange>> sends = new ArrayList<>();
            for (int i = 0; i < SENDS; i++) {
                String number = "4917" + (10_000_000 + i);
                sends.add(senders.threads.submit(() -> template.request("whatsapp360:a", exchange -> {
                    exchange.getIn().setBody("for " + number);
                    exchange.getIn().setHeader("CamelWhatsapp360To", number);
                })));
            }
            for (Future<Exchange> send : sends) {
                assertThat(send.get(60, TimeUnit.SECONDS).getMessage().getHeader("CamelWhatsapp360SendOutcome"))
                        .isEqualTo("accepted");
            }

            Map<String, String> textByRecipient = new HashMap<>();
            ObjectMapper json = new ObjectMapper();
            for (var request : bed.simulator.requests()) {
                JsonNode body = json.readTree(request.body());
                String before = textByRecipient.put(
                        body.path("to").asText().replace("+", ""),
                        body.path("text").path("body").asText());
                assertThat(before).isNull();
            }
            assertThat(textByRecipient).hasSize(SENDS).allSatisfy((to, text) -> assertThat(text)
                    .isEqualTo("for " + to));
        }
    }

    /** Sixteen threads that end with the test. */
    private static final class Closeable16 implements AutoCloseable {
        final ExecutorService threads = Executors.newFixedThreadPool(16);

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
