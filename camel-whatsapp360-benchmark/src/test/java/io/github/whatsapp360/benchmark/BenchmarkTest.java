package io.github.whatsapp360.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is measured here; it is only made sure that it could be. */
class BenchmarkTest {

    @TempDir
    Path docs;

    @Test
    void everyContenderReceivesAndTheReportSaysSo() throws Exception {
        Benchmark.run(Plan.SMOKE, List.of("receive"), docs, new PrintStream(new ByteArrayOutputStream()));

        Samples receive = Samples.read(docs.resolve("performance/receive.csv"));
        assertThat(receive.candidates("maximum")).contains("bare Vert.x", "camel-whatsapp", "whatsapp360 embedded");
        for (String contender : receive.candidates("maximum")) {
            assertThat(receive.median("maximum", contender, "deliveries")).as(contender).hasValueGreaterThan(0);
            assertThat(receive.median("maximum", contender, "refused")).as(contender).hasValue(0);
        }
        assertThat(docs.resolve("performance.md")).content().contains("| answer p99 at 3,000/s, embedded |");
        assertThat(docs.resolve("performance/receive-latency.svg")).content().endsWith("</svg>\n");
        assertThat(Files.readAllLines(docs.resolve("performance/machine.txt"))).isNotEmpty();
    }
}
