/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.receive.ServerRole;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorRoleTest {

    @Test
    void theSimulatorAndTheBareSenderDeliverToTheSameServer() throws Exception {
        try (ServerRole server = new ServerRole();
                SimulatorRole simulator = new SimulatorRole();
                BareSenderRole bare = new BareSenderRole()) {
            int port = server.start(Order.of("start").with("contender", "VERTX"))
                    .get("port")
                    .intValue();
            simulator.start(Order.of("start"));
            Order deliver = Order.of("deliver")
                    .with("port", port)
                    .with("url", "http://127.0.0.1:" + port + "/bench")
                    .with("events", 50);

            assertThat(simulator.answer(deliver)).isEmpty();
            assertThat(bare.answer(deliver)).isEmpty();

            Map<String, Double> drained =
                    server.answer(Order.of("drain").with("events", 100).with("seconds", 20));
            assertThat(drained).containsEntry("handled", 100.0);
        }
    }
}
