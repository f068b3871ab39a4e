/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program in a process of its own: the jar where the build has made it, the class path of the tests elsewhere. */
final class BridgeProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    BridgeProcess(Path directory, Map<String, String> properties) throws IOException {
        this(directory, properties, "-Xmx256m");
    }

    BridgeProcess(Path directory, Map<String, String> properties, String... options) throws IOException {
        this(
                directory,
                Files.writeString(
                        directory.resolve("application.properties"),
                        properties.entrySet().stream()
                                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                                .collect(Collectors.joining())),
                options);
    }

    BridgeProcess(Path directory, Path file, String... options) throws IOException {
        output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-XX:TieredStopAtLevel=1");
        String jar = System.getProperty("runner.jar");
        if (jar == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), BridgeProgram.class.getName()));
        } else {
            command.addAll(List.of("-jar", jar));
        }
        command.add(file.toString());
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut does: no shutdown hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
