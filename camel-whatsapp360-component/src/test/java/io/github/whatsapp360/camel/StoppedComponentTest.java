/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.ApiStub;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A component that has stopped is asked all the same: it refuses, and nothing that nobody ends comes into being. */
class StoppedComponentTest {

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.contains("Whatsapp360"))
                .toList();
    }

    @Test
    void aSendAfterTheStopIsRefusedAndLeavesNothingBehind() throws Exception {
        try (ApiStub api = new ApiStub();
                DefaultCamelContext context = new DefaultCamelContext()) {
            await().until(() -> threads().isEmpty());
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String uri = "whatsapp360:a?to=491701234567&apiKey=secret-key-0123456789&baseUrl=" + api.url();
            Exchange before = template.request(uri, exchange -> exchange.getIn().setBody("Hi"));
            assertThat(before.getException()).isNull();

            context.getComponent("whatsapp360").stop();
            Exchange after = template.request(uri, exchange -> exchange.getIn().setBody("Hi"));

            assertThat(after.getException()).isNotNull();
            assertThat(api.requests()).hasSize(1);
            await().until(() -> threads().isEmpty());
        }
    }
}
