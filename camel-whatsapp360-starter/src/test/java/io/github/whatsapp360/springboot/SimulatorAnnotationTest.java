/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.spring.EnableWhatsapp360Simulator;
import io.github.whatsapp360.springboot.example.SupportApplication;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The simulator's annotation with Spring Boot alone, which is run on each line of Spring Boot. */
@SpringBootTest(
        classes = SupportApplication.class,
        webEnvironment = WebEnvironment.DEFINED_PORT,
        properties = "camel.main.routes-include-pattern=classpath:routes/answer.yaml")
@EnableWhatsapp360Simulator(account = "support")
class SimulatorAnnotationTest {

    @Autowired
    private Whatsapp360Simulator simulator;

    @RepeatedTest(2)
    void eachTestHasASimulatorWithoutMessages() {
        Customer lena = simulator.customer("491701234567", "Lena");
        assertThat(lena.received()).isEmpty();

        lena.says("Good morning");

        assertThat(lena.awaitReceived(1, Duration.ofSeconds(30)).get(0).text())
                .isEqualTo("Hello Lena, you wrote: Good morning");
    }
}
