/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.store.Storing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path docs;

    @BeforeEach
    void measured() {
        Samples receive = new Samples();
        for (int round = 1; round <= 3; round++) {
            receive.add("3,000/s", "bare Vert.x", round, Map.of("p99", 1.0, "cpu10k", 0.1, "rate", 3_000.0));
            receive.add("3,000/s", "platform-http", round, Map.of("p99", 10.0, "cpu10k", 0.5, "rate", 3_000.0));
            receive.add(
                    "3,000/s",
                    "whatsapp360 embedded",
                    round,
                    Map.of("p99", 30.0 * round, "cpu10k", 0.8, "rate", 3_000.0));
        }
        receive.write(docs.resolve("performance/receive.csv"));
    }

    @Test
    void targetsAreMetOrMissedByTheMedian() throws Exception {
        Report.write(docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("| answer p99 at 3,000/s, embedded | ≤ 80.0 ms | 60.0 (30.0-90.0) | met |")
                .contains("| the same / platform-http, empty route | ≤ 4.00 x | 6.00 (3.00-9.00) | **missed** |")
                .contains("| maximum rate, embedded / platform-http, empty route | ≥ 0.40 x | not measured | - |");
    }

    @Test
    void whatWasNotBetterIsSaidInOneRowForEachFigure() throws Exception {
        Samples send = new Samples();
        send.add("fast", "HttpClient 5 async", 1, Map.of("p50", 1.0, "p99", 2.0, "rate", 2_000.0, "kB", 10.0));
        send.add("fast", "camel-http", 1, Map.of("p50", 1.0, "p99", 1.0, "rate", 500.0, "kB", 30.0));
        send.add("fast", "whatsapp360", 1, Map.of("p50", 4.0, "p99", 4.0, "rate", 1_000.0, "kB", 25.0));
        send.write(docs.resolve("performance/send.csv"));

        Report.write(docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("| 3,000/s | whatsapp360 embedded | CPU | platform-http 1.60 |")
                .contains("| fast | whatsapp360 | rate | HttpClient 5 async 0.50 |")
                .contains("| fast | whatsapp360 | p99 | HttpClient 5 async 2.00, camel-http 4.00 |")
                .contains("| fast | whatsapp360 | allocation | HttpClient 5 async 2.50 |")
                .doesNotContain("| p50 | HttpClient", "bare Vert.x 8.00");
    }

    @Test
    void theInboxInPostgreSqlIsComparedWithTheEmbeddedOneAndWithPlainInserts() throws Exception {
        Samples receive = Samples.read(docs.resolve("performance/receive.csv"));
        for (int round = 1; round <= 3; round++) {
            receive.add(
                    "3,000/s",
                    "whatsapp360 jdbc",
                    round,
                    Map.of("p99", 60.0 * round, "cpu10k", 2.0, "postgresCpu10k", 1.2, "rate", 3_000.0));
        }
        receive.write(docs.resolve("performance/receive.csv"));
        Samples store = new Samples();
        Map<String, Double> plain = Map.of("rate", 20_000.0, "p50", 2.0, "cpuMicros", 40.0, "postgresMicros", 30.0);
        Map<String, Double> jdbc = Map.of("rate", 10_000.0, "p50", 6.0, "cpuMicros", 120.0, "postgresMicros", 90.0);
        Map<String, Double> embedded = Map.of("rate", 12_500.0, "p50", 4.0, "cpuMicros", 60.0);
        store.add(Storing.STORED, Storing.PLAIN, 1, plain);
        store.add(Storing.STORED, "whatsapp360 jdbc", 1, jdbc);
        store.add(Storing.STORED, "whatsapp360 embedded", 1, embedded);
        store.write(docs.resolve("performance/store.csv"));

        Report.write(docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("""
                        | | deliveries/s | p99 ms | CPU s / 10,000 | of it PostgreSQL |
                        | --- | ---: | ---: | ---: | ---: |
                        """)
                .contains("""
                        ### whatsapp360 jdbc / whatsapp360 embedded

                        | | rate | p99 | CPU |
                        | --- | ---: | ---: | ---: |
                        | 3,000/s | 1.00 | 2.00 | 2.50 |
                        """)
                .contains("| whatsapp360 embedded | 12,500 | 4.00 | 60.0 | - |")
                .contains("""
                        ### whatsapp360 jdbc / plain batched inserts

                        | | rate | p50 | CPU |
                        | --- | ---: | ---: | ---: |
                        | events stored, 64 at a time | 0.50 | 3.00 | 3.00 |
                        """)
                .contains("| events stored, 64 at a time | 0.80 | 1.50 | 2.00 |")
                .contains("| events stored, 64 at a time | whatsapp360 jdbc | rate | plain batched inserts 0.50 |");
    }

    @Test
    void whatWasNotMeasuredIsLeftOut() throws Exception {
        Report.write(docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .doesNotContain("whatsapp360 jdbc /", "of it PostgreSQL |", "## Storing");
    }

    @Test
    void thePageIsMadeOfTheFiguresThatAreKept() throws Exception {
        Path kept = Path.of("../../docs/performance");
        try (Stream<Path> files = Files.list(kept)) {
            for (Path csv :
                    files.filter(file -> file.toString().endsWith(".csv")).toList()) {
                Samples.read(csv).write(docs.resolve("performance").resolve(csv.getFileName()));
            }
        }

        Report.write(docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("## Targets", "## Receiving", "## What was not better", "## How it is measured");
    }

    @Test
    void plotsAreDrawings() throws Exception {
        Report.write(docs);

        assertThat(docs.resolve("performance/receive-cpu.svg"))
                .content()
                .startsWith("<svg")
                .endsWith("</svg>\n");
        assertThat(docs.resolve("performance/receive-latency.svg")).content().contains("whatsapp360 embedded");
    }
}
