/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, so that it can be killed as a power cut does. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String READY = "The server is ready";

    private final Path output;
    private final List<String> command = new ArrayList<>();
    private Process process;

    /** Started, with the main class that calls {@link #serve}; its output goes to this file. */
    public ServerProcess(Class<?> program, Path output, String... arguments) throws IOException {
        this.output = output;
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        start();
    }

    /** Says to the parent that the server runs; returns never, and ends with the parent. */
    @SuppressWarnings("SystemOut")
    public static void serve() throws IOException {
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Nobody writes: this waits for the end of the parent.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Starts it, again if it was killed. */
    public void start() throws IOException {
        Files.deleteIfExists(output);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(LIMIT).until(() -> {
            String written = Files.readString(output);
            if (!process.isAlive()) {
                throw new IllegalStateException(written);
            }
            return written.contains(READY);
        });
    }

    /** Ends it with SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
