/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import io.github.whatsapp360.benchmark.measure.Workspace;
import io.github.whatsapp360.benchmark.receive.Contender;
import io.github.whatsapp360.benchmark.receive.Receiving;
import io.github.whatsapp360.benchmark.receive.Server;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures starts, costs and rates with much in the store, and with many accounts. */
public final class Scale {

    /** Scenarios and candidates, as the figures name them. */
    public static final String START = "start, 256 MB of heap";

    public static final String EVENT = "an event stored and worked off, 16 callers";
    /** Added to the name of a candidate: while so many operators look at the console. */
    public static final String WATCHED = ", 5 viewers";

    public static final String TABLES = "embedded, 1,000/s";
    public static final String ACCOUNTS = "accounts, 1,000/s";
    public static final String DRAIN = "working off what waits";
    public static final String EMPTY = "nothing";

    private static final int MILLION = 1_000_000;
    private static final int SMALL_HEAP = 256;
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
    public Scale(PrintStream log) {
        this.log = log;
    }

    /** So many of something, as the report says it. */
    private record Amount(String name, Path directory) {}

    /** What is measured in turns. */
    private record Case(String name, Worker inbox, Order loop) {}

    /** Measures. */
    public Samples run(Plan plan) throws SQLException {
        List<Amount> events = events(plan);
        starts(events);
        costs(plan, events);
        drains(plan, events.get(1));
        events.forEach(amount -> Workspace.delete(amount.directory()));
        try (Worker load = Receiving.load()) {
            tables(plan, load);
            accounts(plan, load);
        }
        return samples;
    }

    private List<Amount> events(Plan plan) {
        int many = plan.amount(MILLION);
        log.println("scale: " + many + " waiting events");
        Amount none = new Amount(EMPTY, Workspace.empty("waiting-none"));
        Amount full = new Amount(String.format("%,d events", many), Workspace.empty("waiting-many"));
        try (Worker inbox = inbox(full.directory(), HEAP)) {
            samples.add("filling", full.name(), 1, inbox.ask(Order.of("fill").with("events", many)));
        }
        return List.of(none, full);
    }

    private static Worker inbox(Path directory, int heap) {
        return new Worker(InboxRole.class, Order.of("start").with("directory", directory), heap);
    }

    private void starts(List<Amount> amounts) {
        for (int round = 1; round <= 3; round++) {
            for (Amount amount : amounts) {
                try (Worker inbox = inbox(amount.directory(), SMALL_HEAP)) {
                    samples.add(
                            START,
                            amount.name(),
                            round,
                            Map.of("openSeconds", inbox.told("openSeconds"), "heapMB", inbox.heapMegabytes()));
                }
            }
        }
    }

    private void costs(Plan plan, List<Amount> amounts) {
        log.println("scale: cost of an event");
        try (Worker empty = inbox(amounts.get(0).directory(), HEAP);
                Worker full = inbox(amounts.get(1).directory(), HEAP)) {
            Order loop = Order.of("loop").with("callers", 16).with("seconds", plan.seconds(SECONDS));
            Order alone = loop.with("viewers", 0);
            List.of(empty, full)
                    .forEach(
                            inbox -> plan.warmUp(WARM_UP, () -> inbox.ask(alone).getOrDefault("events", 0.0)));
            List<Case> cases = List.of(
                    new Case(amounts.get(0).name(), empty, alone),
                    new Case(amounts.get(1).name(), full, alone),
                    new Case(amounts.get(1).name() + WATCHED, full, loop.with("viewers", 5)));
            plan.alternate(cases, (each, round) -> {
                Map<String, Double> before = each.inbox().meter();
                Map<String, Double> figures = new TreeMap<>(each.inbox().ask(each.loop()));
                Map<String, Double> after = each.inbox().meter();
                double done = Math.max(1, figures.getOrDefault("events", 0.0));
                figures.put("cpuMicros", grown(before, after, "cpu") / done * 1e6);
                figures.put("writtenKB", grown(before, after, "written") / done / 1_000);
                samples.add(EVENT, each.name(), round, figures);
            });
        }
    }

    private static double grown(Map<String, Double> before, Map<String, Double> after, String figure) {
        return after.getOrDefault(figure, 0.0) - before.getOrDefault(figure, 0.0);
    }

    /** From the start of the context: how soon the first event is in the route, and how many a second follow. */
    private void drains(Plan plan, Amount full) {
        log.println("scale: " + DRAIN);
        for (double rate : List.of(0.0, 3_000.0)) {
            try (Worker load = Receiving.load();
                    Server server = new Server(
                            Contender.EMBEDDED, load, Workspace.copy(full.directory(), "drain"), 1, 0, SMALL_HEAP)) {
                double seconds = plan.seconds(2 * SECONDS);
                Map<String, Double> figures = new TreeMap<>();
                Map<String, Double> before = server.worker().meter();
                if (rate > 0) {
                    figures.putAll(server.measureAnswers(rate, seconds));
                } else {
                    Map<String, Double> unused = server.worker()
                            .ask(Order.of("drain")
                                    .with("events", Integer.MAX_VALUE)
                                    .with("seconds", (int) Math.ceil(seconds)));
                }
                Map<String, Double> after = server.worker().meter();
                figures.put("eventRate", grown(before, after, "handled") / grown(before, after, "clock"));
                figures.put("startSeconds", server.worker().told("startSeconds"));
                samples.add(DRAIN, rate > 0 ? "while 3,000/s come in" : "while nothing comes in", 1, figures);
            }
        }
        Workspace.delete(Workspace.empty("drain"));
    }

    private void tables(Plan plan, Worker load) throws SQLException {
        int many = plan.amount(10 * MILLION);
        log.println("scale: " + many + " keys, " + many + " windows");
        List<Amount> amounts = List.of(
                new Amount(EMPTY, Workspace.empty("tables-none")),
                new Amount(String.format("%,d keys", many), Workspace.empty("tables-keys")),
                new Amount(String.format("%,d windows", many), Workspace.empty("tables-windows")));
        for (Amount amount : amounts) {
            new Server(Contender.EMBEDDED, load, amount.directory(), 1, 0).close();
        }
        Filling.keys(amounts.get(1).directory(), many);
        Filling.windows(amounts.get(2).directory(), many);
        List<Server> servers = new ArrayList<>();
        try {
            amounts.forEach(amount -> servers.add(new Server(Contender.EMBEDDED, load, amount.directory(), 1, 0)));
            servers.forEach(server -> server.warmUp(plan));
            plan.alternate(servers, (server, round) -> {
                Map<String, Double> figures = server.measure(1_000, plan.seconds(SECONDS));
                figures.put("startSeconds", server.worker().told("startSeconds"));
                samples.add(TABLES, amounts.get(servers.indexOf(server)).name(), round, figures);
            });
        } finally {
            servers.forEach(Server::close);
            amounts.forEach(amount -> Workspace.delete(amount.directory()));
        }
    }

    private void accounts(Plan plan, Worker load) {
        for (Contender contender : List.of(Contender.MEMORY, Contender.EMBEDDED)) {
            log.println("scale: accounts, " + contender.title());
            List<Integer> counts = List.of(1, 10, 100);
            List<Server> servers = new ArrayList<>();
            try {
                counts.forEach(accounts ->
                        servers.add(new Server(contender, load, Workspace.empty("accounts-" + accounts), accounts, 0)));
                servers.forEach(server -> server.warmUp(plan));
                plan.alternate(servers, (server, round) -> {
                    Map<String, Double> figures = server.measure(1_000, plan.seconds(SECONDS));
                    figures.put("startSeconds", server.worker().told("startSeconds"));
                    figures.put("heapMB", server.worker().heapMegabytes());
                    String name = counts.get(servers.indexOf(server)) + " accounts, " + contender.title();
                    samples.add(ACCOUNTS, name, round, figures);
                });
            } finally {
                servers.forEach(Server::close);
            }
        }
    }
}
