/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.benchmark.receive.LoadRole;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void aWorkerIsAProcessThatTellsWhatItUsesUp() {
        try (Worker worker = new Worker(LoadRole.class, Order.of("start"), 64)) {
            Map<String, Double> before = worker.meter();
            double heap = worker.heapMegabytes();
            Map<String, Double> after = worker.meter();

            assertThat(heap).isPositive();
            assertThat(after.get("cpu")).isGreaterThan(before.get("cpu"));
            assertThat(after.get("allocated")).isGreaterThan(before.get("allocated") - 2_000_000);
            assertThatThrownBy(() -> worker.ask(Order.of("load"))).hasMessageContaining("Expected a value");
        }
    }

    @Test
    void ordersKeepAnyText() {
        Order order = Order.of("start").with("directory", "/a b/c=d%").with("rate", 3_000.0);

        assertThat(Order.parse(order.toString())).isEqualTo(order);
        assertThat(order.number("rate")).isEqualTo(3_000);
    }
}
