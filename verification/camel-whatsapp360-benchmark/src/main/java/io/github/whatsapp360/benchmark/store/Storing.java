/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.store;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import io.github.whatsapp360.benchmark.measure.Workspace;
import io.github.whatsapp360.benchmark.receive.Contender;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures the inbox in PostgreSQL beside the embedded one, and beside plain inserts into the same PostgreSQL. */
public final class Storing {

    /** Scenarios and candidates, as the figures name them. */
    public static final String STORED = "events stored, 64 at a time";

    public static final String WORKED_OFF = "events stored and worked off, 64 at a time";
    public static final String PLAIN = "plain batched inserts";

    private static final int AT_ONCE = 64;
    private static final int HEAP = 512;
    private static final double SECONDS = 4;
    private static final int WARM_UP = 30_000;

    private final PrintStream log;
    private final Samples samples = new Samples();

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public Storing(PrintStream log) {
        this.log = log;
    }

    /** One that stores, and the database it does so in. */
    private record Store(
            String name, Worker worker, @Nullable Postgres postgres) {

        Store(String name, Class<? extends Role> role, Order start, @Nullable Postgres postgres) {
            this(name, new Worker(role, start, HEAP), postgres);
        }

        Map<String, Double> meter() {
            return postgres == null ? worker.meter() : postgres.meter(worker);
        }
    }

    /** Measures. */
    public Samples run(Plan plan) {
        String obstacle = Postgres.obstacle();
        if (obstacle != null) {
            log.println("  " + Contender.JDBC.title() + " and " + PLAIN + " are left out: " + obstacle);
        }
        try (Postgres postgres = obstacle == null ? new Postgres(Workspace.empty("store-postgres")) : null) {
            List<Store> stores = new ArrayList<>();
            try {
                if (postgres != null) {
                    Order start = Order.of("start").with("database", postgres.url());
                    stores.add(new Store(PLAIN, PlainRole.class, start, postgres));
                    stores.add(new Store(Contender.JDBC.title(), StoreRole.class, start, postgres));
                }
                Order start = Order.of("start").with("directory", Workspace.empty("store-embedded"));
                stores.add(new Store(Contender.EMBEDDED.title(), StoreRole.class, start, null));
                scenario(plan, stores, STORED, "store");
                List<Store> inboxes = stores.stream()
                        .filter(store -> !store.name().equals(PLAIN))
                        .toList();
                scenario(plan, inboxes, WORKED_OFF, "work");
            } finally {
                stores.forEach(store -> store.worker().close());
            }
        }
        return samples;
    }

    private void scenario(Plan plan, List<Store> stores, String name, String verb) {
        log.println("store: " + name);
        Order order = Order.of(verb).with("atOnce", AT_ONCE).with("seconds", plan.seconds(SECONDS));
        stores.forEach(store -> plan.warmUp(WARM_UP, () -> measure(store, order).getOrDefault("events", 0.0)));
        plan.alternate(stores, (store, round) -> samples.add(name, store.name(), round, measure(store, order)));
    }

    /** What an order costs for each event; the store is empty before it and afterwards. */
    private static Map<String, Double> measure(Store store, Order order) {
        Map<String, Double> before = store.meter();
        Map<String, Double> figures = new TreeMap<>(store.worker().ask(order));
        Map<String, Double> after = store.meter();
        Map<String, Double> unused = store.worker().ask(Order.of("empty"));
        double events = Math.max(1, figures.getOrDefault("events", 0.0));
        after.forEach((figure, value) -> {
            double each = (value - before.getOrDefault(figure, 0.0)) / events;
            switch (figure) {
                case "cpu" -> figures.put("cpuMicros", each * 1e6);
                case "postgresCpu" -> figures.put("postgresMicros", each * 1e6);
                case "written" -> figures.put("writtenKB", each / 1_000);
                default -> {}
            }
        });
        return figures;
    }
}
