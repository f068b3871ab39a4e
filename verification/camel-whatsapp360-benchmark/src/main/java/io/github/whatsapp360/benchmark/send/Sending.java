/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Measures all candidates against the stub: at once and after 100 ms, HTTP and HTTPS, from 1 thread, 16 threads, and
 * with 500 in flight.
 */
public final class Sending {

    /** Scenarios, as the figures name them. */
    public static final String MANY_AT_ONCE = "http, 0 ms, 500 in flight";

    public static final String THREADS_AT_ONCE = "http, 0 ms, 16 threads";
    public static final String MANY_LATE = "http, 100 ms, 500 in flight";

    private static final int HEAP_MEGABYTES = 512;
    private static final int WARM_UP = 100_000;
    private static final double SECONDS = 2;

    private final PrintStream log;
    private final Samples samples = new Samples();

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public Sending(PrintStream log) {
        this.log = log;
    }

    /** A candidate at work. */
    private record Running(Candidate candidate, Worker worker) {}

    /** Measures. */
    public Samples run(Plan plan) throws Exception {
        Certificate certificate = new Certificate();
        Map<Candidate, Worker> workers = new LinkedHashMap<>();
        try (Worker stub = new Worker(StubRole.class, Order.of("start").with("keys", certificate.keys()), 256)) {
            for (Candidate candidate : Candidate.values()) {
                workers.put(
                        candidate,
                        new Worker(
                                SenderRole.class,
                                Order.of("start").with("candidate", candidate.name()),
                                HEAP_MEGABYTES,
                                certificate.trusting()));
            }
            List<Running> all = workers.entrySet().stream()
                    .map(worker -> new Running(worker.getKey(), worker.getValue()))
                    .toList();
            Map<String, Order> scenarios = scenarios(plan, stub);
            Order warmUp =
                    Objects.requireNonNull(scenarios.get(THREADS_AT_ONCE)).with("seconds", plan.seconds(SECONDS));
            Order atEase = Objects.requireNonNull(scenarios.get(MANY_LATE)).with("seconds", plan.seconds(SECONDS));
            for (Running running : all) {
                plan.warmUp(WARM_UP, () -> running.worker().ask(warmUp).getOrDefault("messages", 0.0));
                plan.untilTheCompilerRests(running.worker(), () -> {
                    Map<String, Double> unused = running.worker().ask(atEase);
                });
            }
            scenarios.forEach((name, order) -> scenario(plan, all, name, order));
        } finally {
            workers.values().forEach(Worker::close);
        }
        return samples;
    }

    private static Map<String, Order> scenarios(Plan plan, Worker stub) {
        Map<String, Order> scenarios = new LinkedHashMap<>();
        for (String scheme : List.of("http", "https")) {
            for (boolean late : List.of(false, true)) {
                String port = String.valueOf((int) stub.told(scheme + (late ? "Late" : "")));
                Order to = Order.of("send").with("url", scheme + "://127.0.0.1:" + port);
                String name = scheme + (late ? ", 100 ms, " : ", 0 ms, ");
                scenarios.put(name + "1 thread", to.with("threads", 1));
                scenarios.put(name + "16 threads", to.with("threads", 16));
                scenarios.put(name + "500 in flight", to.with("inFlight", 500));
            }
        }
        if (plan.few()) {
            scenarios.keySet().retainAll(List.of(THREADS_AT_ONCE, MANY_AT_ONCE, MANY_LATE));
        }
        return scenarios;
    }

    private void scenario(Plan plan, List<Running> all, String name, Order order) {
        log.println("send: " + name);
        Order measured = order.with("seconds", plan.seconds(SECONDS));
        Order few = order.with("seconds", plan.seconds(SECONDS) / 4);
        all.forEach(running -> running.worker().ask(few));
        plan.alternate(
                all,
                (running, round) ->
                        samples.add(name, running.candidate().title(), round, measure(running.worker(), measured)));
    }

    private static Map<String, Double> measure(Worker worker, Order order) {
        Map<String, Double> before = worker.meter();
        Map<String, Double> figures = new TreeMap<>(worker.ask(order));
        Map<String, Double> after = worker.meter();
        double messages = Math.max(1, figures.getOrDefault("messages", 0.0));
        figures.put("cpu10k", (after.getOrDefault("cpu", 0.0) - before.getOrDefault("cpu", 0.0)) / messages * 10_000);
        figures.put(
                "kB",
                (after.getOrDefault("allocated", 0.0) - before.getOrDefault("allocated", 0.0)) / messages / 1_000);
        return figures;
    }
}
