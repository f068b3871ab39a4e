/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The load generator, in a JVM of its own: {@code load port= paths= rate= seconds=}, where paths are separated by
 * commas and a rate of 0 means as much as can be. Latencies are in milliseconds.
 */
public final class LoadRole implements Role {

    static final String SECRET = "benchmark-secret-0123456789abcdef";
    private static final int CONNECTIONS = 64;

    private long number = 1;

    @Override
    public Map<String, Double> start(Order start) {
        return Map.of();
    }

    @Override
    public Map<String, Double> answer(Order order) throws Exception {
        List<String> paths = List.of(order.text("paths").split(",", -1));
        HttpLoad load = new HttpLoad(Deliveries.requests(paths, SECRET), number);
        HttpLoad.Outcome outcome = load.run(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), order.number("port")),
                CONNECTIONS,
                order.fraction("rate"),
                Duration.ofMillis((long) (order.fraction("seconds") * 1_000)));
        number = outcome.nextNumber();
        Histogram latencies = outcome.latencies();
        Map<String, Double> figures = new TreeMap<>();
        figures.put("deliveries", (double) outcome.answered());
        figures.put("refused", (double) (outcome.sent() - outcome.answered()));
        figures.put("events", (double) outcome.events());
        figures.put("rate", outcome.answered() / outcome.seconds());
        figures.put("p50", latencies.getValueAtPercentile(50) / 1e3);
        figures.put("p90", latencies.getValueAtPercentile(90) / 1e3);
        figures.put("p99", latencies.getValueAtPercentile(99) / 1e3);
        figures.put("p99.9", latencies.getValueAtPercentile(99.9) / 1e3);
        figures.put("max", latencies.getMaxValue() / 1e3);
        return figures;
    }
}
