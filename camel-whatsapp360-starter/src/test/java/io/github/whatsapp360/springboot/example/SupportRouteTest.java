/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.spring.EnableWhatsapp360Simulator;
import java.time.Duration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@CamelSpringBootTest
@SpringBootTest(
        classes = SupportApplication.class,
        webEnvironment = WebEnvironment.DEFINED_PORT,
        properties = "camel.main.routes-include-pattern=classpath:routes/answer.yaml")
@EnableWhatsapp360Simulator(account = "support")
class SupportRouteTest {

    @Autowired
    Whatsapp360Simulator simulator;

    @Test
    void whoeverWritesIsAnsweredByName() {
        Customer lena = simulator.customer("491701234567", "Lena");

        lena.says("Good morning");

        assertThat(lena.awaitReceived(1, Duration.ofSeconds(20)).get(0).text())
                .isEqualTo("Hello Lena, you wrote: Good morning");
    }
}
