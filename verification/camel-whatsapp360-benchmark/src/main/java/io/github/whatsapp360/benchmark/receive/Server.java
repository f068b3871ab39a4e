/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Worker;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A contender at work, and what a load costs it. Confined to one thread. */
public final class Server implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;

    /** Nobody may still be busy when the next one is measured. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(2);

    private static final int WARM_UP = 100_000;
    private static final double WARM_UP_SECONDS = 3;
    private static final double RATE_AT_EASE = 3_000;

    private final Contender contender;
    private final int accounts;
    private final Worker worker;
    private final Worker load;
    private final @Nullable Postgres postgres;

    /**
     * Starts one.
     *
     * @param load sends the deliveries
     * @param directory what its inbox is kept in; PostgreSQL needs an empty one
     * @param routeMillis how long its route takes
     */
    public Server(Contender contender, Worker load, Path directory, int accounts, int routeMillis) {
        this(contender, load, directory, accounts, routeMillis, HEAP_MEGABYTES);
    }

    /** With another heap. */
    public Server(Contender contender, Worker load, Path directory, int accounts, int routeMillis, int heapMegabytes) {
        this.contender = contender;
        this.load = load;
        this.accounts = accounts;
        this.postgres = contender == Contender.JDBC ? new Postgres(directory) : null;
        this.worker = new Worker(
                ServerRole.class,
                Order.of("start")
                        .with("contender", contender.name())
                        .with("directory", directory)
                        .with("database", postgres == null ? "" : postgres.url())
                        .with("accounts", accounts)
                        .with("routeMillis", routeMillis),
                heapMegabytes);
    }

    /** With one account and a quick route, in a directory of its own. */
    public Server(Contender contender, Worker load) {
        this(contender, load, Workspace.empty("inbox-" + contender.name()), 1, 0);
    }

    /** Who it is. */
    public Contender contender() {
        return contender;
    }

    /** The process. */
    public Worker worker() {
        return worker;
    }

    /** Warms up: as quickly as it can until its code has run often enough, then at ease until the compiler rests. */
    public void warmUp(Plan plan) {
        plan.warmUp(WARM_UP, () -> of(measure(0, plan.seconds(WARM_UP_SECONDS)), "deliveries"));
        plan.untilTheCompilerRests(worker, () -> {
            Map<String, Double> unused = measure(RATE_AT_EASE, plan.seconds(WARM_UP_SECONDS));
        });
    }

    /**
     * Runs a load and waits until all its events went through the route.
     *
     * @param rate deliveries a second; 0 for as many as can be
     * @return what the load saw; and {@code cpu10k}, processor seconds for 10,000 deliveries; {@code kB}, allocated for
     *     one; {@code writtenKB}, written for one event; {@code eventRate}, events through the route in a second; with
     *     a database, {@code postgresCpu10k}, its part of {@code cpu10k}
     */
    public Map<String, Double> measure(double rate, double seconds) {
        return measure(rate, seconds, true);
    }

    /** Without waiting for the route. */
    public Map<String, Double> measureAnswers(double rate, double seconds) {
        return measure(rate, seconds, false);
    }

    private Map<String, Double> measure(double rate, double seconds, boolean drain) {
        Map<String, Double> before = meter();
        Map<String, Double> figures = new TreeMap<>(load.ask(Order.of("load")
                .with("port", worker.told("port"))
                .with("paths", String.join(",", ReceivingRoutes.paths(contender, accounts)))
                .with("rate", rate)
                .with("seconds", seconds)));
        double deliveries = Math.max(1, of(figures, "deliveries"));
        if (drain) {
            double due = contender.countsEvents() ? of(figures, "events") : deliveries;
            worker.ask(Order.of("drain")
                    .with("events", of(before, "handled") + due)
                    .with("seconds", DRAIN_TIMEOUT.toSeconds()));
        }
        Map<String, Double> after = meter();
        double events = Math.max(1, of(after, "handled") - of(before, "handled"));
        figures.put("cpu10k", (of(after, "cpu") - of(before, "cpu")) / deliveries * 10_000);
        if (postgres != null) {
            figures.put("postgresCpu10k", (of(after, "postgresCpu") - of(before, "postgresCpu")) / deliveries * 10_000);
        }
        figures.put("kB", (of(after, "allocated") - of(before, "allocated")) / deliveries / 1_000);
        figures.put("writtenKB", (of(after, "written") - of(before, "written")) / events / 1_000);
        figures.put("eventRate", events / (of(after, "clock") - of(before, "clock")));
        return figures;
    }

    private Map<String, Double> meter() {
        return postgres == null ? worker.meter() : postgres.meter(worker);
    }

    private static double of(Map<String, Double> figures, String name) {
        return figures.getOrDefault(name, 0.0);
    }

    @Override
    public void close() {
        worker.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
