/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A second Java process with the same class path. It reports lines with {@link #say}; its log is kept for failure
 * messages.
 */
public final class ChildJvm {

    private static final Pattern SAID = Pattern.compile("^>> (.*)$");
    private static final int LOG_LINES_KEPT = 60;

    private final Process process;
    private final BufferedReader output;
    private final List<String> log = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    public static ChildJvm start(String heap, Class<?> program, Object... arguments) throws IOException {
        return start(List.of(), Map.of(), heap, program, arguments);
    }

    /** One whose class path lacks the jars with this word in their names. */
    public static ChildJvm startWithout(String jar, Class<?> program, Object... arguments) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains(jar))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = command("256m");
        command.add(classPath);
        return run(command, Map.of(), program, arguments);
    }

    static ChildJvm start(
            List<String> prefix, Map<String, String> environment, String heap, Class<?> program, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(heap));
        command.add(System.getProperty("java.class.path"));
        return run(command, environment, program, arguments);
    }

    private static List<String> command(String heap) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(java, "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    }

    private static ChildJvm run(
            List<String> command, Map<String, String> environment, Class<?> program, Object... arguments)
            throws IOException {
        command.add(program.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    /** In the child: writes one line to the parent, complete even if the process is killed afterwards. */
    public static void say(String line) {
        byte[] bytes = (">> " + line + "\n").getBytes(UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    /** Returns the next line; null if the process has ended. */
    public String next() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher said = SAID.matcher(line);
            if (said.matches()) {
                return said.group(1);
            }
            log.add(line);
            if (log.size() > LOG_LINES_KEPT) {
                log.remove(0);
            }
        }
        return null;
    }

    /** Reads all lines until the process ends, and expects exit code 0. */
    void listen(Consumer<String> listener) throws IOException, InterruptedException {
        for (String said = next(); said != null; said = next()) {
            listener.accept(said);
        }
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("The child failed:\n" + String.join("\n", log));
        }
    }

    /** Kills the process with {@code kill -9}; earlier lines can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    public long pid() {
        return process.pid();
    }

    public String log() {
        return String.join("\n", log);
    }
}
