package io.github.whatsapp360.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Samples;
import java.nio.file.Path;
import java.util.Map;
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
    void whatWasNotBetterIsSaid() throws Exception {
        Report.write(docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("| 3,000/s | whatsapp360 embedded | platform-http | CPU | 1.60 |")
                .doesNotContain("| platform-http | rate |");
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
