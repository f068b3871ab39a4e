/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import static io.github.whatsapp360.benchmark.report.Target.atLeast;
import static io.github.whatsapp360.benchmark.report.Target.atMost;

import io.github.whatsapp360.benchmark.deliver.Delivering;
import io.github.whatsapp360.benchmark.flow.Answering;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import io.github.whatsapp360.benchmark.micro.Micro;
import io.github.whatsapp360.benchmark.receive.Contender;
import io.github.whatsapp360.benchmark.receive.Receiving;
import io.github.whatsapp360.benchmark.scale.Scale;
import io.github.whatsapp360.benchmark.scale.SetAside;
import io.github.whatsapp360.benchmark.send.Candidate;
import io.github.whatsapp360.benchmark.send.Sending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The targets, in the order in which they were set. */
final class Targets {

    private static final String TIMES = "x";

    private final Map<String, Samples> parts;

    Targets(Map<String, Samples> parts) {
        this.parts = parts;
    }

    List<Target> all() {
        List<Target> all = new ArrayList<>();
        all.addAll(receiving());
        all.addAll(sending());
        all.addAll(scale());
        all.addAll(aside());
        all.addAll(flow());
        all.addAll(micro());
        all.addAll(simulator());
        return all;
    }

    private Samples part(String name) {
        return parts.getOrDefault(name, new Samples());
    }

    private List<Target> receiving() {
        Samples receive = part("receive");
        String embedded = Contender.EMBEDDED.title();
        String memory = Contender.MEMORY.title();
        String empty = Contender.PLATFORM_HTTP.title();
        String peer = Contender.CAMEL_WHATSAPP.title();
        return List.of(
                atMost("answer p99 at 3,000/s, embedded", receive.spread(Receiving.AT_3000, embedded, "p99"), 80, "ms"),
                atMost(
                        "the same / platform-http, empty route",
                        receive.ratio(Receiving.AT_3000, embedded, empty, "p99"),
                        4,
                        TIMES),
                atLeast(
                        "maximum rate, embedded / platform-http, empty route",
                        receive.ratio(Receiving.MAXIMUM, embedded, empty, "rate"),
                        0.4,
                        TIMES),
                atLeast(
                        "maximum rate, memory / platform-http, empty route",
                        receive.ratio(Receiving.MAXIMUM, memory, empty, "rate"),
                        0.8,
                        TIMES),
                atMost(
                        "CPU per delivery at 3,000/s, memory / platform-http + json + seda",
                        receive.ratio(Receiving.AT_3000, memory, Contender.SEDA.title(), "cpu10k"),
                        0.8,
                        TIMES),
                atLeast(
                        "answer p50 with a route of 50 ms, camel-whatsapp / embedded",
                        receive.ratio(Receiving.SLOW_ROUTE, peer, embedded, "p50"),
                        10,
                        TIMES),
                atLeast(
                        "maximum rate with a route of 50 ms, embedded / camel-whatsapp",
                        receive.ratio(Receiving.SLOW_ROUTE_MAXIMUM, embedded, peer, "rate"),
                        10,
                        TIMES),
                atMost(
                        "written per event at 3,000/s, embedded",
                        receive.spread(Receiving.AT_3000, embedded, "writtenKB"),
                        12,
                        "kB"));
    }

    private List<Target> sending() {
        Samples send = part("send");
        String ours = Candidate.OURS.title();
        String direct = Candidate.HTTP_CLIENT.title();
        List<Target> targets = new ArrayList<>();
        for (String scenario : List.of(Sending.MANY_AT_ONCE, Sending.THREADS_AT_ONCE)) {
            targets.add(atMost(
                    "CPU per message / HttpClient 5 async; " + scenario,
                    send.ratio(scenario, ours, direct, "cpu10k"),
                    1.3,
                    TIMES));
            targets.add(atMost(
                    "CPU per message / camel-whatsapp; " + scenario,
                    send.ratio(scenario, ours, Candidate.CAMEL_WHATSAPP.title(), "cpu10k"),
                    0.125,
                    TIMES));
            targets.add(atMost(
                    "CPU per message, tracked with inbox=embedded / not tracked; " + scenario,
                    send.ratio(scenario, Candidate.OURS_TRACKED.title(), ours, "cpu10k"),
                    1.5,
                    TIMES));
        }
        targets.add(atLeast(
                "messages/s / HttpClient 5 async; " + Sending.MANY_LATE,
                send.ratio(Sending.MANY_LATE, ours, direct, "rate"),
                0.9,
                TIMES));
        return targets;
    }

    private List<Target> scale() {
        Samples scale = part("scale");
        String full = scale.candidates(Scale.START).stream()
                .filter(candidate -> !candidate.equals(Scale.EMPTY))
                .findFirst()
                .orElse("");
        return List.of(
                atMost(
                        "CPU per event with " + full + " waiting / with none",
                        scale.ratio(Scale.EVENT, full, Scale.EMPTY, "cpuMicros"),
                        1.1,
                        TIMES),
                atMost(
                        "CPU per event with " + full + " waiting, with 5 viewers of the console / with none",
                        scale.ratio(Scale.EVENT, full + Scale.WATCHED, full, "cpuMicros"),
                        1.05,
                        TIMES),
                atMost("start with " + full + " waiting", scale.spread(Scale.START, full, "openSeconds"), 5, "s"),
                atMost("heap in use after that", scale.spread(Scale.START, full, "heapMB"), 256, "MB"));
    }

    private List<Target> aside() {
        Samples aside = part("aside");
        List<Target> targets = new ArrayList<>();
        for (String store : List.of(SetAside.EMBEDDED, SetAside.JDBC)) {
            targets.add(atMost(
                    "p99 until an event runs, with " + SetAside.MANY + " / with none; " + store,
                    aside.ratio(SetAside.running(store), SetAside.MANY, SetAside.NONE, "p99"),
                    1.2,
                    TIMES));
            targets.add(atMost(
                    "CPU of an idle node with " + SetAside.MANY + "; " + store,
                    aside.spread(SetAside.idle(store), SetAside.MANY, "cpuPercent"),
                    1,
                    "%"));
        }
        return targets;
    }

    private List<Target> flow() {
        return List.of(atMost(
                "CPU of a screen of a flow / bare RSA and AES; " + Answering.SCREENS,
                part("flow").ratio(Answering.SCREENS, Answering.ENDPOINT, Answering.BARE, "cpuMicros"),
                2,
                TIMES));
    }

    private List<Target> micro() {
        Samples micro = part("micro");
        List<Target> targets = new ArrayList<>();
        for (String body : List.of("status", "text", "longText", "fiveStatuses", "errors")) {
            Optional<Spread> ratio = micro.ratio(Micro.SPLITTING + " " + body, Micro.SPLIT, Micro.READ_TREE, "micros");
            targets.add(atMost("splitting a delivery / readTree; " + body, ratio, 1.5, TIMES));
        }
        return targets;
    }

    private List<Target> simulator() {
        Samples deliver = part("deliver");
        return List.of(
                atLeast(
                        "deliveries of the simulator",
                        deliver.spread(Delivering.DELIVERY, Delivering.SIMULATOR, "rate"),
                        3_000,
                        "/s"),
                atMost(
                        "start of the simulator, with its JVM",
                        deliver.spread(Delivering.START, Delivering.SIMULATOR, "startSeconds"),
                        2,
                        "s"));
    }
}
