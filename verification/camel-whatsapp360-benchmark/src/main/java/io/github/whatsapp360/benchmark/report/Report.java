/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.benchmark.deliver.Delivering;
import io.github.whatsapp360.benchmark.flow.Answering;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.micro.Micro;
import io.github.whatsapp360.benchmark.receive.Contender;
import io.github.whatsapp360.benchmark.receive.Receiving;
import io.github.whatsapp360.benchmark.scale.Scale;
import io.github.whatsapp360.benchmark.scale.SetAside;
import io.github.whatsapp360.benchmark.send.Sending;
import io.github.whatsapp360.benchmark.store.Storing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the report of the figures that lie beside it. Confined to one thread. */
public final class Report {

    /** Of ratios, which have no unit. */
    private static final Column RATE = new Column("rate", "rate");

    private static final Column P50 = new Column("p50", "p50");
    private static final Column P99 = new Column("p99", "p99");

    private static final List<Column> ASIDE = List.of(
            Column.P50,
            Column.P99,
            new Column("CPU %", "cpuPercent"),
            new Column("PostgreSQL CPU %", "postgresPercent"));

    private final Path docs;
    private final Map<String, Samples> parts = new LinkedHashMap<>();
    private final StringBuilder page = new StringBuilder();

    private Report(Path docs) {
        this.docs = docs;
        for (String part : List.of("receive", "store", "send", "scale", "aside", "flow", "deliver", "micro")) {
            parts.put(part, Samples.read(directory().resolve(part + ".csv")));
        }
    }

    /** Reads {@code performance/*.csv} and writes {@code performance.md} and {@code performance/*.svg}. */
    public static void write(Path docs) throws IOException {
        new Report(docs).write();
    }

    private Path directory() {
        return docs.resolve("performance");
    }

    private Samples part(String name) {
        return parts.getOrDefault(name, new Samples());
    }

    private void write() throws IOException {
        head();
        targets();
        receiving();
        storing();
        sending();
        scale();
        aside();
        flow();
        micro();
        simulator();
        page.append(new Comparisons(parts).notBetter());
        page.append(text("method"));
        Files.writeString(docs.resolve("performance.md"), page.toString().stripTrailing() + "\n", UTF_8);
    }

    /** Prose that no figure changes. */
    private static String text(String name) throws IOException {
        try (var stream = Report.class.getResourceAsStream(name + ".md")) {
            if (stream == null) {
                throw new IOException("Expected a text " + name);
            }
            return new String(stream.readAllBytes(), UTF_8).stripTrailing() + "\n\n";
        }
    }

    private void head() throws IOException {
        page.append(text("head"));
        Path machine = directory().resolve("machine.txt");
        if (Files.exists(machine)) {
            Files.readAllLines(machine, UTF_8)
                    .forEach(line -> page.append("* ").append(line).append('\n'));
            page.append('\n');
        }
    }

    private void targets() {
        page.append("## Targets\n\n| | target | measured | |\n| --- | --- | --- | --- |\n");
        List<Target> all = new Targets(parts).all();
        all.forEach(target -> page.append(target.row()));
        long missed = all.stream().filter(Target::isMissed).count();
        page.append("\nMissed: ")
                .append(missed)
                .append(" of ")
                .append(all.size())
                .append(".\n\n");
    }

    private void plot(String name, String what, String svg) throws IOException {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve(name + ".svg"), svg, UTF_8);
        page.append("![").append(what).append("](performance/").append(name).append(".svg)\n\n");
    }

    private void bars(String part, String name, String scenario, String figure, String what) throws IOException {
        if (!part(part).candidates(scenario).isEmpty()) {
            plot(name, what, Charts.bars(part(part), scenario, figure, what));
        }
    }

    private void tables(String part, List<Column> columns) {
        for (String scenario : part(part).scenarios()) {
            page.append("### ").append(scenario).append("\n\n").append(Column.table(part(part), scenario, columns));
        }
    }

    private void receiving() throws IOException {
        page.append("## Receiving\n\n");
        Samples receive = part("receive");
        bars("receive", "receive-cpu", Receiving.AT_3000, "cpu10k", "CPU seconds per 10,000 deliveries, at 3,000/s");
        bars("receive", "receive-rate", Receiving.MAXIMUM, "rate", "Deliveries answered in a second, 64 connections");
        if (!receive.candidates(Receiving.AT_3000).isEmpty()) {
            String what = "Time to the answer at 3,000 deliveries/s";
            plot("receive-latency", what, Charts.percentiles(receive, Receiving.AT_3000, what));
        }
        tables(
                "receive",
                List.of(
                        Column.rate("deliveries"),
                        Column.P50,
                        Column.P99,
                        Column.P999,
                        Column.CPU,
                        Column.POSTGRES,
                        Column.ALLOCATED,
                        Column.EVENTS,
                        Column.WRITTEN));
        page.append(Column.ratios(
                receive,
                Contender.JDBC.title(),
                Contender.EMBEDDED.title(),
                List.of(
                        RATE,
                        P50,
                        P99,
                        new Column("CPU", "cpu10k"),
                        Column.EVENTS,
                        new Column("written", "writtenKB"))));
    }

    private void storing() throws IOException {
        Samples store = part("store");
        if (store.isEmpty()) {
            return;
        }
        page.append("## Storing\n\n").append(text("store"));
        tables(
                "store",
                List.of(
                        Column.rate("events"),
                        Column.P50,
                        Column.P99,
                        new Column("CPU µs / event", "cpuMicros"),
                        new Column("of it PostgreSQL", "postgresMicros"),
                        Column.WRITTEN));
        for (String other : List.of(Storing.PLAIN, Contender.EMBEDDED.title())) {
            page.append(Column.ratios(
                    store,
                    Contender.JDBC.title(),
                    other,
                    List.of(RATE, P50, P99, new Column("CPU", "cpuMicros"), new Column("written", "writtenKB"))));
        }
    }

    private void sending() throws IOException {
        page.append("## Sending\n\n");
        bars("send", "send-cpu", Sending.MANY_AT_ONCE, "cpu10k", "CPU seconds per 10,000 messages, 500 in flight");
        bars(
                "send",
                "send-rate",
                Sending.MANY_LATE,
                "rate",
                "Messages in a second, API answers after 100 ms, 500 in flight");
        tables(
                "send",
                List.of(
                        Column.rate("messages"),
                        Column.P50,
                        Column.P99,
                        Column.CPU,
                        Column.ALLOCATED,
                        new Column("failed", "failed")));
    }

    private void scale() throws IOException {
        page.append("## Scale\n\n").append(text("scale"));
        Samples scale = part("scale");
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        Column start = new Column("start s", "startSeconds");
        columns.put(Scale.START, List.of(new Column("open s", "openSeconds"), new Column("heap MB", "heapMB")));
        columns.put(
                Scale.EVENT, List.of(Column.rate("events"), new Column("CPU µs / event", "cpuMicros"), Column.WRITTEN));
        columns.put(Scale.TABLES, List.of(start, Column.P50, Column.P99, Column.CPU, Column.WRITTEN));
        columns.put(
                Scale.ACCOUNTS, List.of(start, Column.P50, Column.P99, Column.CPU, new Column("heap MB", "heapMB")));
        columns.put(Scale.DRAIN, List.of(start, Column.EVENTS, Column.P50, Column.P99));
        columns.forEach((scenario, wanted) -> {
            if (!scale.candidates(scenario).isEmpty()) {
                page.append("### ").append(scenario).append("\n\n").append(Column.table(scale, scenario, wanted));
            }
        });
        page.append(new Comparisons(parts).catchingUp());
    }

    private void aside() throws IOException {
        if (part("aside").isEmpty()) {
            return;
        }
        page.append("## Events set aside\n\n").append(text("aside"));
        for (String store : List.of(SetAside.EMBEDDED, SetAside.JDBC)) {
            for (String scenario : List.of(SetAside.running(store), SetAside.idle(store))) {
                if (!part("aside").candidates(scenario).isEmpty()) {
                    page.append("### ")
                            .append(scenario)
                            .append("\n\n")
                            .append(Column.table(part("aside"), scenario, ASIDE));
                }
            }
        }
    }

    private void flow() {
        if (!part("flow").isEmpty()) {
            page.append("## Screens of flows\n\n")
                    .append(Column.table(
                            part("flow"),
                            Answering.SCREENS,
                            List.of(Column.P50, Column.P99, new Column("CPU µs / screen", "cpuMicros"))));
        }
    }

    private void micro() {
        page.append("## Single operations\n\nMicroseconds each; the ratio is to Jackson's tree of the same bytes.\n\n");
        page.append("| | operation | µs | / readTree |\n| --- | --- | ---: | ---: |\n");
        Samples micro = part("micro");
        for (String scenario : micro.scenarios()) {
            for (String operation : micro.candidates(scenario)) {
                page.append("| ")
                        .append(scenario.replace("Benchmark", ""))
                        .append(" | ")
                        .append(operation)
                        .append(" | ")
                        .append(micro.spread(scenario, operation, "micros")
                                .map(Figures::of)
                                .orElse("-"))
                        .append(" | ")
                        .append(micro.ratio(scenario, operation, Micro.READ_TREE, "micros")
                                .map(Figures::of)
                                .orElse("-"))
                        .append(" |\n");
            }
        }
        page.append('\n');
    }

    private void simulator() {
        page.append("## Simulator\n\n")
                .append(Column.table(
                        part("deliver"), Delivering.DELIVERY, List.of(Column.rate("deliveries"), Column.CPU)))
                .append(Column.table(
                        part("deliver"),
                        Delivering.START,
                        List.of(new Column("start s, with its JVM", "startSeconds"))));
    }
}
