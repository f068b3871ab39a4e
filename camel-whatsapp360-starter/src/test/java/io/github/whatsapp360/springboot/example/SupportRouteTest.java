/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.time.Duration;
import org.apache.camel.test.AvailablePortFinder;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@CamelSpringBootTest
@SpringBootTest(classes = SupportApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
class SupportRouteTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @RegisterExtension
    static AvailablePortFinder.Port port = AvailablePortFinder.find();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        String account = "camel.component.whatsapp360.accounts.support.";
        settings.add("server.port", port::getPort);
        settings.add(account + "base-url", simulator::baseUrl);
        settings.add(account + "api-key", simulator::apiKey);
        settings.add(account + "webhook-url", () -> "http://127.0.0.1:" + port.getPort() + "/whatsapp360/support");
        settings.add(account + "inbox", () -> "memory");
        settings.add("camel.main.routes-include-pattern", () -> "classpath:routes/answer.yaml");
    }

    @Test
    void whoeverWritesIsAnsweredByName() {
        Customer lena = simulator.customer("491701234567", "Lena");

        lena.says("Good morning");

        assertThat(lena.awaitReceived(1, Duration.ofSeconds(20)).get(0).text())
                .isEqualTo("Hello Lena, you wrote: Good morning");
    }
}
