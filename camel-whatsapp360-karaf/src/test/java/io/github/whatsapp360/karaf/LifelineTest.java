/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.karaf.fixture.Lifeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifelineTest {

    @Test
    void aProcessEndsWithTheOneThatHoldsIt(@TempDir Path directory) throws Exception {
        Path agent = directory.resolve("lifeline.jar");
        Fixtures.lifeline(agent);
        Process holder = java();
        Process held = java("-javaagent:" + agent + "=" + holder.pid());
        try {
            holder.destroyForcibly();

            assertThat(held.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            held.destroyForcibly();
        }
    }

    private static Process java(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lifeline.class.getName()));
        return new ProcessBuilder(command).inheritIO().start();
    }
}
