/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Worker;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Measures all contenders at given rates and at their maximum, and those that matter with a route of 50 ms. */
public final class Receiving {

    /** Scenarios, as the figures name them. */
    public static final String AT_1000 = "1,000/s";

    public static final String AT_3000 = "3,000/s";
    public static final String MAXIMUM = "maximum";
    public static final String SLOW_ROUTE = "route of 50 ms, 100/s";
    public static final String SLOW_ROUTE_MAXIMUM = "route of 50 ms, maximum";

    private static final int LOAD_HEAP = 256;
    private static final double SECONDS = 4;

    private final PrintStream log;
    private final Samples samples = new Samples();

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public Receiving(PrintStream log) {
        this.log = log;
    }

    /** A load generator. */
    public static Worker load() {
        return new Worker(LoadRole.class, Order.of("start"), LOAD_HEAP);
    }

    /** Measures. */
    public Samples run(Plan plan) {
        try (Worker load = load()) {
            List<Server> servers = new ArrayList<>();
            try {
                for (Contender contender : Contender.values()) {
                    String missing = Missing.reason(contender);
                    if (missing == null) {
                        servers.add(new Server(contender, load));
                    } else {
                        log.println("  " + contender.title() + " is left out: " + missing);
                    }
                }
                servers.forEach(server -> server.warmUp(plan));
                scenario(plan, servers, AT_3000, 3_000);
                if (!plan.few()) {
                    scenario(plan, servers, AT_1000, 1_000);
                }
                scenario(plan, servers, MAXIMUM, 0);
            } finally {
                servers.forEach(Server::close);
            }
            slowRoutes(plan, load);
        }
        return samples;
    }

    private void scenario(Plan plan, List<Server> servers, String name, double rate) {
        log.println("receive: " + name);
        plan.alternate(
                servers,
                (server, round) -> samples.add(
                        name, server.contender().title(), round, server.measure(rate, plan.seconds(SECONDS))));
    }

    private void slowRoutes(Plan plan, Worker load) {
        log.println("receive: " + SLOW_ROUTE);
        List<Server> servers = new ArrayList<>();
        try {
            for (Contender contender : List.of(Contender.CAMEL_WHATSAPP, Contender.MEMORY, Contender.EMBEDDED)) {
                Server server = new Server(contender, load, Workspace.empty("slow-" + contender.name()), 1, 50);
                servers.add(server);
                server.measure(100, plan.seconds(SECONDS));
            }
            plan.alternate(
                    servers,
                    (server, round) -> samples.add(
                            SLOW_ROUTE, server.contender().title(), round, server.measure(100, plan.seconds(SECONDS))));
            plan.alternate(
                    servers,
                    (server, round) -> samples.add(
                            SLOW_ROUTE_MAXIMUM,
                            server.contender().title(),
                            round,
                            server.measureAnswers(0, plan.seconds(SECONDS) / 2)));
        } finally {
            servers.forEach(Server::close);
        }
    }
}
