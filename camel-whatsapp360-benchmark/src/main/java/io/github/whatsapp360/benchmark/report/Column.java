package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A column of a table, whose rows are the candidates of a scenario.
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
    static final Column ALLOCATED = new Column("kB allocated each", "kB");
    static final Column WRITTEN = new Column("kB written / event", "writtenKB");
    static final Column EVENTS = new Column("events/s in the route", "eventRate");

    static Column rate(String what) {
        return new Column(what + "/s", "rate");
    }

    /** The candidates of a scenario in Markdown. */
    static String table(Samples samples, String scenario, List<Column> columns) {
        List<String> lines = new ArrayList<>();
        lines.add("| |" + String.join("", columns.stream().map(column -> " " + column.heading() + " |").toList()));
        lines.add("| --- |" + String.join("", Collections.nCopies(columns.size(), " ---: |")));
        for (String candidate : samples.candidates(scenario)) {
            StringBuilder row = new StringBuilder("| " + candidate + " |");
            for (Column column : columns) {
                row.append(' ')
                        .append(samples.spread(scenario, candidate, column.figure())
                                .map(Figures::of)
                                .orElse("-"))
                        .append(" |");
            }
            lines.add(row.toString());
        }
        return String.join("\n", lines) + "\n\n";
    }
}
