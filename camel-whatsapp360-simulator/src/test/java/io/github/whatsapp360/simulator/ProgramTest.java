/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

    @Test
    void theOptionsAreExplained() throws InterruptedException {
        var out = new ByteArrayOutputStream();

        assertThat(SimulatorProgram.run(new PrintStream(out), System.err, Map.of(), "--help"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--port");
    }

    @ParameterizedTest
    @CsvSource({"--port, x", "--port, 70000", "--colour, red"})
    void aWrongOptionEndsItWithTwo(String option, String value) throws InterruptedException {
        var err = new ByteArrayOutputStream();

        assertThat(SimulatorProgram.run(System.out, new PrintStream(err), Map.of(), option, value))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(option);
    }

    @Test
    void aTakenPortEndsItWithOne() throws InterruptedException {
        try (Whatsapp360Simulator other = Whatsapp360Simulator.start()) {
            var err = new ByteArrayOutputStream();
            int status = SimulatorProgram.run(System.out, new PrintStream(err), Map.of(), "--port", "" + other.port());

            assertThat(status).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("" + other.port(), "another program", "--port");
        }
    }

    @Test
    void itSaysThreeLinesAndEndsWhenTold() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProgram.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            String page = lines.readLine();
            assertThat(page).startsWith("Chat page").contains("http://127.0.0.1:");
            // What it takes of a processor, for the clock on the wall also counts what else this computer does; about
            // one second, and twice as much where others use the processor too.
            assertThat(process.info().totalCpuDuration().orElse(Duration.ZERO)).isLessThan(Duration.ofSeconds(4));
            assertThat(List.of(lines.readLine(), lines.readLine()))
                    .satisfiesExactly(api -> assertThat(api).contains("simulator-key"), end -> assertThat(end)
                            .contains("Ctrl-C"));
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void itStartsWhereJUnitIsNot() throws ReflectiveOperationException {
        Class<?> simulator = new WithoutJUnit().loadClass(Whatsapp360Simulator.class.getName());

        Object started = simulator.getMethod("start").invoke(null);

        assertThat(simulator.getMethod("baseUrl").invoke(started).toString()).startsWith("http://127.0.0.1:");
        simulator.getMethod("close").invoke(started);
    }

    /** Loads the simulator anew and has never heard of JUnit. */
    private static final class WithoutJUnit extends ClassLoader {

        WithoutJUnit() {
            super(ProgramTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.junit.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(Whatsapp360Simulator.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
