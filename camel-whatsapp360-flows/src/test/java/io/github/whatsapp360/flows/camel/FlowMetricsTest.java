/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.flows.FlowResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted and timed for each answer. */
class FlowMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private FlowBed bed;

    @AfterEach
    void stop() throws Exception {
        bed.close();
    }

    private double requests(int answer) {
        return registry.get("whatsapp360.flow.requests")
                .tag("account", "support")
                .tag("answer", Integer.toString(answer))
                .counter()
                .count();
    }

    @Test
    void answersNoticesAndLatencyAreMeasured() throws Exception {
        bed = new FlowBed();
        bed.context.getRegistry().bind("meters", registry);
        bed.component.getConfiguration().setTokenSecret("own-token-secret-1");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360-flow:support").process(exchange -> {
                    if ("FAILS".equals(exchange.getMessage().getHeader("CamelWhatsapp360FlowScreen"))) {
                        throw new IllegalStateException();
                    }
                    exchange.getMessage().setBody(FlowResponse.screen("DAY"));
                });
            }
        });
        Phone phone = bed.phone();
        String token = new io.github.whatsapp360.flows.FlowTokens("own-token-secret-1").issue("491701234567");

        phone.ping();
        phone.open(token);
        phone.submit("FAILS", Map.of(), token);
        phone.open("unknown");
        phone.post("no envelope".getBytes(StandardCharsets.UTF_8));
        phone.submit("DAY", Map.of("error", "payload-schema-error", "error_message", "wrong type"), token);

        await().atMost(FlowBed.LIMIT)
                .ignoreExceptions()
                .until(() -> registry.get("whatsapp360.flow.latency").timer().count() == 6);
        assertThat(requests(200)).isEqualTo(3);
        assertThat(requests(500)).isEqualTo(1);
        assertThat(requests(427)).isEqualTo(1);
        assertThat(requests(421)).isEqualTo(1);
        assertThat(registry.get("whatsapp360.flow.errors")
                        .tag("account", "support")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("whatsapp360.flow.latency")
                        .tag("account", "support")
                        .timer()
                        .max(TimeUnit.NANOSECONDS))
                .isPositive();
    }
}
