/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    private final Samples samples = new Samples();

    @Test
    void ratiosAreMadeWithinARound() {
        samples.add("load", "ours", 1, Map.of("cpu", 2.0));
        samples.add("load", "other", 1, Map.of("cpu", 1.0));
        samples.add("load", "ours", 2, Map.of("cpu", 30.0));
        samples.add("load", "other", 2, Map.of("cpu", 10.0));
        samples.add("load", "ours", 3, Map.of("cpu", 4.0));

        assertThat(samples.ratio("load", "ours", "other", "cpu")).hasValue(new Spread(2.5, 2, 3));
        assertThat(samples.spread("load", "ours", "cpu")).hasValue(new Spread(4, 2, 30));
    }

    @Test
    void whatWasNotMeasuredIsEmpty() {
        samples.add("load", "ours", 1, Map.of("cpu", 2.0));

        assertThat(samples.ratio("load", "ours", "other", "cpu")).isEmpty();
        assertThat(samples.median("load", "other", "cpu")).isEmpty();
    }

    @Test
    void figuresSurviveTheFile(@TempDir Path directory) {
        samples.add("1,000/s", "ours, paced", 1, Map.of("p99.9", 1234.5));
        samples.write(directory.resolve("x.csv"));

        Samples read = Samples.read(directory.resolve("x.csv"));
        assertThat(read.scenarios()).containsExactly("1,000/s");
        assertThat(read.median("1,000/s", "ours, paced", "p99.9")).hasValue(1234.5);
    }
}
