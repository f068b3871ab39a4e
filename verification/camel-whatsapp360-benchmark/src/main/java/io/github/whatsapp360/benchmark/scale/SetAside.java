/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures what events that wait for a subscription which does not run cost one that does, and what they cost while
 * nothing happens.
 */
public final class SetAside {

    /** The stores, as scenarios name them. */
    public static final String EMBEDDED = "embedded";

    public static final String JDBC = "jdbc";

    /** Candidates, as the figures name them. */
    public static final String NONE = "none set aside";

    public static final String MANY = "100,000 events set aside";

    private static final int EVENTS = 100_000;
    private static final int RATE = 200;
    private static final int HEAP = 512;
    private static final double SECONDS = 10;
    private static final int WARM_UP = 20_000;

    /** More than others: a tail is compared, of some thousand events. */
    private static final int ROUNDS_FOR_EACH = 2;

    private final PrintStream log;
    private final Samples samples = new Samples();

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public SetAside(PrintStream log) {
        this.log = log;
    }

    /** An inbox, and how much waits in it. */
    private record Store(
            String name, Worker worker, @Nullable Postgres postgres) implements AutoCloseable {

        Map<String, Double> meter() {
            return postgres == null ? worker.meter() : postgres.meter(worker);
        }

        @Override
        public void close() {
            worker.close();
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    /** The scenario in which events run beside those set aside. */
    public static String running(String store) {
        return "until an event runs, " + RATE + "/s, " + store;
    }

    /** The scenario in which nothing happens. */
    public static String idle(String store) {
        return "nothing happens, " + store;
    }

    /** Measures. */
    public Samples run(Plan plan) {
        compare(plan, EMBEDDED, embedded(NONE, "aside-none"), embedded(MANY, "aside-many"));
        String obstacle = Postgres.obstacle();
        if (obstacle == null) {
            compare(plan, JDBC, jdbc(NONE, "aside-postgres-none"), jdbc(MANY, "aside-postgres-many"));
        } else {
            log.println("  " + JDBC + " is left out: " + obstacle);
        }
        return samples;
    }

    private static Store embedded(String name, String directory) {
        Order start = Order.of("start").with("directory", Workspace.empty(directory));
        return new Store(name, new Worker(SetAsideRole.class, start, HEAP), null);
    }

    private static Store jdbc(String name, String directory) {
        Postgres postgres = new Postgres(Workspace.empty(directory));
        Order start = Order.of("start").with("database", postgres.url());
        return new Store(name, new Worker(SetAsideRole.class, start, HEAP), postgres);
    }

    private void compare(Plan plan, String store, Store none, Store many) {
        List<Store> both = List.of(none, many);
        try {
            log.println("aside: " + store);
            samples.add(
                    "filling, " + store,
                    MANY,
                    1,
                    many.worker().ask(Order.of("fill").with("events", EVENTS)));
            Order warmUp = Order.of("run").with("rate", 4 * RATE).with("seconds", plan.seconds(SECONDS));
            both.forEach(
                    each -> plan.warmUp(WARM_UP, () -> each.worker().ask(warmUp).getOrDefault("events", 0.0)));
            Order run = Order.of("run").with("rate", RATE).with("seconds", plan.seconds(SECONDS));
            for (int part = 0; part < ROUNDS_FOR_EACH; part++) {
                int first = part * plan.rounds();
                plan.alternate(
                        both,
                        (each, round) -> samples.add(
                                running(store),
                                each.name(),
                                first + round,
                                each.worker().ask(run)));
            }
            plan.alternate(both, (each, round) -> samples.add(idle(store), each.name(), round, idle(plan, each)));
        } finally {
            both.forEach(Store::close);
        }
    }

    /** Processor time of the node and its database, in percent of one processor. */
    private static Map<String, Double> idle(Plan plan, Store store) {
        Map<String, Double> before = store.meter();
        Map<String, Double> unused = store.worker().ask(Order.of("idle").with("seconds", plan.seconds(SECONDS)));
        Map<String, Double> after = store.meter();
        double clock = grown(before, after, "clock");
        Map<String, Double> figures = new TreeMap<>();
        figures.put("cpuPercent", 100 * grown(before, after, "cpu") / clock);
        if (after.containsKey("postgresCpu")) {
            figures.put("postgresPercent", 100 * grown(before, after, "postgresCpu") / clock);
        }
        return figures;
    }

    private static double grown(Map<String, Double> before, Map<String, Double> after, String figure) {
        return after.getOrDefault(figure, 0.0) - before.getOrDefault(figure, 0.0);
    }
}
