/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.deliver;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The simulator: {@code deliver url= events=} has its customers write so many messages, and returns while they are
 * being delivered.
 */
public final class SimulatorRole implements Role {

    private static final int CUSTOMERS = 500;

    private final List<Customer> customers = new ArrayList<>();
    private @Nullable Whatsapp360Simulator simulator;

    @Override
    public Map<String, Double> start(Order start) {
        simulator = Whatsapp360Simulator.start();
        long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
        double seconds = (System.currentTimeMillis() - begun) / 1e3;
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(simulator.customer(String.valueOf(491_701_000_000L + i), "Lena"));
        }
        return Map.of("startSeconds", seconds);
    }

    @Override
    public Map<String, Double> answer(Order order) {
        if (simulator == null) {
            throw new IllegalStateException("Expected start before " + order.verb());
        }
        simulator.number().webhook(order.text("url"), Map.of("X-Whatsapp360-Secret", "benchmark"));
        for (int i = 0; i < order.number("events"); i++) {
            String unused = customers.get(i % CUSTOMERS).says("Where is my order? It should have been here yesterday.");
        }
        return Map.of();
    }

    @Override
    public void close() throws IOException {
        if (simulator != null) {
            simulator.close();
        }
    }
}
