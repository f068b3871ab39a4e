/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A column of a table.
 *
 * <p>Immutable and thread-safe.
 *
 * @param heading what it is, with its unit
 * @param figure where it comes from
 */
record Column(String heading, String figure) {

    static final Column P50 = new Column("p50 ms", "p50");
    static final Column P99 = new Column("p99 ms", "p99");
    static final Column P999 = new Column("p99.9 ms", "p99.9");
    static final Column CPU = new Column("CPU s / 10,000", "cpu10k");
    static final Column POSTGRES = new Column("of it PostgreSQL", "postgresCpu10k");
    static final Column ALLOCATED = new Column("kB allocated each", "kB");
    static final Column WRITTEN = new Column("kB written / event", "writtenKB");
    static final Column EVENTS = new Column("events/s in the route", "eventRate");

    static Column rate(String what) {
        return new Column(what + "/s", "rate");
    }

    /** The candidates of a scenario in Markdown, without columns that none of them has a figure for. */
    static String table(Samples samples, String scenario, List<Column> columns) {
        return markdown(
                columns,
                samples.candidates(scenario),
                (candidate, figure) -> samples.spread(scenario, candidate, figure));
    }

    /** A candidate divided by another in each scenario that both ran in, with a heading; nothing if there is none. */
    static String ratios(Samples samples, String candidate, String other, List<Column> columns) {
        List<String> both = samples.scenarios().stream()
                .filter(scenario -> samples.candidates(scenario).containsAll(List.of(candidate, other)))
                .toList();
        return both.isEmpty()
                ? ""
                : "### " + candidate + " / " + other + "\n\n"
                        + markdown(
                                columns, both, (scenario, figure) -> samples.ratio(scenario, candidate, other, figure));
    }

    private static String markdown(
            List<Column> columns, List<String> rows, BiFunction<String, String, Optional<Spread>> figures) {
        List<Column> known = columns.stream()
                .filter(column -> rows.stream()
                        .anyMatch(row -> figures.apply(row, column.figure()).isPresent()))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(line("", known.stream().map(Column::heading).toList()));
        lines.add("| --- |" + String.join("", Collections.nCopies(known.size(), " ---: |")));
        for (String row : rows) {
            lines.add(line(
                    row + " ",
                    known.stream()
                            .map(column -> figures.apply(row, column.figure())
                                    .map(Figures::of)
                                    .orElse("-"))
                            .toList()));
        }
        return String.join("\n", lines) + "\n\n";
    }

    private static String line(String first, List<String> cells) {
        return "| " + first + "|"
                + String.join("", cells.stream().map(cell -> " " + cell + " |").toList());
    }
}
