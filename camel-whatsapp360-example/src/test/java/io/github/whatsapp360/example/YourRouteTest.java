/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.time.Duration;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class YourRouteTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @Test
    void whoeverWritesIsAnsweredByName() throws Exception {
        Main main = Demo.application(simulator.baseUrl(), Demo.freePort(0));
        main.start();
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.says("Good morning");
        assertThat(lena.awaitReceived(1, Duration.ofSeconds(20)).get(0).text()).startsWith("Hello Lena");
        main.stop();
    }
}
