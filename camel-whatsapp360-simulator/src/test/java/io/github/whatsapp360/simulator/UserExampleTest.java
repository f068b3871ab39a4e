/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UserExampleTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @Test
    void theCustomerGetsAnAnswer() throws InterruptedException {
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.says("Hello");
        new Business(simulator).text("491701234567", "Hello Lena"); // here runs your route
        assertThat(lena.awaitReceived(1, Duration.ofSeconds(5)).get(0).text()).isEqualTo("Hello Lena");
    }
}
