/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The operations themselves, without JMH. */
class MicroTest {

    @Test
    void everyBodyIsSplit() throws Exception {
        for (String name : List.of("status", "text", "longText", "fiveStatuses", "errors")) {
            SplittingBenchmark splitting = new SplittingBenchmark();
            splitting.name = name;
            splitting.prepare();

            int events = name.equals("errors") ? 1_000 : name.equals("fiveStatuses") ? 5 : 1;
            assertThat(splitting.split()).as(name).hasSize(events);
            assertThat(splitting.readTree()).as(name).isNotEmpty();
        }
    }

    @Test
    void eventsAreReadAndConverted() throws Exception {
        ConversionBenchmark conversion = new ConversionBenchmark();
        conversion.name = "text";
        conversion.prepare();

        assertThat(conversion.read().family()).isEqualTo("message");
        assertThat(conversion.toMap()).containsEntry("type", "text");
        assertThat(conversion.write()).isNotEmpty();
    }

    @Test
    void theSignatureIsTheRightOne() throws Exception {
        SignatureBenchmark signature = new SignatureBenchmark();
        signature.prepare();

        assertThat(signature.signature()).isTrue();
        assertThat(signature.secret()).isTrue();
    }
}
