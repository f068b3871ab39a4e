/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.deliver;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import io.github.whatsapp360.benchmark.receive.Contender;
import io.github.whatsapp360.benchmark.receive.ServerRole;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Measures the simulator and a bare sender against a bare server. */
public final class Delivering {

    /** Scenarios and candidates, as the figures name them. */
    public static final String DELIVERY = "delivery to a bare server";

    public static final String START = "start";
    public static final String SIMULATOR = "simulator";
    public static final String BARE = "bare Vert.x client";

    private static final int HEAP = 512;
    private static final int EVENTS = 15_000;

    private final PrintStream log;

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public Delivering(PrintStream log) {
        this.log = log;
    }

    /** Measures. */
    public Samples run(Plan plan) {
        log.println("deliver: the simulator");
        Samples samples = new Samples();
        for (int round = 1; round <= plan.rounds(); round++) {
            try (Worker simulator = new Worker(SimulatorRole.class, Order.of("start"), HEAP)) {
                samples.add(START, SIMULATOR, round, Map.of("startSeconds", simulator.told("startSeconds")));
            }
        }
        try (Worker sink = new Worker(
                        ServerRole.class, Order.of("start").with("contender", Contender.VERTX.name()), HEAP);
                Worker simulator = new Worker(SimulatorRole.class, Order.of("start"), HEAP);
                Worker bare = new Worker(BareSenderRole.class, Order.of("start"), HEAP)) {
            int port = (int) sink.told("port");
            Order deliver = Order.of("deliver")
                    .with("port", port)
                    .with("url", "http://127.0.0.1:" + port + "/bench")
                    .with("events", (int) (EVENTS * plan.scale()));
            List<Worker> both = List.of(simulator, bare);
            both.forEach(sender -> measure(sender, sink, deliver));
            plan.alternate(
                    both,
                    (sender, round) -> samples.add(
                            DELIVERY,
                            sender.equals(simulator) ? SIMULATOR : BARE,
                            round,
                            measure(sender, sink, deliver)));
        }
        return samples;
    }

    private static Map<String, Double> measure(Worker sender, Worker sink, Order deliver) {
        int events = deliver.number("events");
        double handled = sink.meter().getOrDefault("handled", 0.0);
        Map<String, Double> before = sender.meter();
        long begin = System.nanoTime();
        Map<String, Double> unused = sender.ask(deliver);
        Map<String, Double> drained =
                sink.ask(Order.of("drain").with("events", handled + events).with("seconds", 60));
        double seconds = (System.nanoTime() - begin) / 1e9;
        double delivered = drained.getOrDefault("handled", 0.0) - handled;
        double cpu = sender.meter().getOrDefault("cpu", 0.0) - before.getOrDefault("cpu", 0.0);
        return Map.of("rate", delivered / seconds, "cpu10k", cpu / delivered * 10_000, "missing", events - delivered);
    }
}
