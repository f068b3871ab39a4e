/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A child JVM with a {@link Role}, on this JVM's class path. What it logs goes to a file below {@code target}; with
 * {@code -Dbenchmark.profile=true} so does a flight recording. Confined to one thread.
 */
public final class Worker implements AutoCloseable {

    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(8);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
    private static final boolean PROFILED = Boolean.getBoolean("benchmark.profile");
    private static final AtomicInteger LABEL = new AtomicInteger();

    private final String name;
    private final String label;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;
    private final Map<String, Double> started;

    /**
     * Starts one, and waits until it is ready.
     *
     * @param heapMegabytes what {@code -Xms} and {@code -Xmx} are set to
     * @param jvm further options
     */
    public Worker(Class<? extends Role> role, Order start, int heapMegabytes, String... jvm) {
        this.name = role.getSimpleName() + " " + start;
        this.label = role.getSimpleName() + "-" + LABEL.incrementAndGet();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseG1GC",
                "-Djava.awt.headless=true"));
        if (PROFILED) {
            command.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                    + Workspace.log(label, ".jfr"));
        }
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProgram.class.getName(),
                role.getName(),
                start.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(Workspace.log(label, ".log")))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        orders = new PrintStream(process.getOutputStream(), true, UTF_8);
        started = answer();
    }

    /** What it told when it was ready. */
    public double told(String figure) {
        return figure(started, figure);
    }

    /** Gives an order and waits for what came of it. */
    public Map<String, Double> ask(Order order) {
        orders.println(order);
        return answer();
    }

    /** What it has used up so far, see {@link Meter#read}, and what its role has counted. */
    public Map<String, Double> meter() {
        return ask(Order.of("meter"));
    }

    /** Megabytes of its heap that are in use after a full collection. */
    public double heapMegabytes() {
        return figure(ask(Order.of("heap")), "heapMB");
    }

    private static double figure(Map<String, Double> figures, String name) {
        Double value = figures.get(name);
        if (value == null) {
            throw new IllegalStateException("Expected the figure " + name + ", actual " + figures.keySet());
        }
        return value;
    }

    private Map<String, Double> answer() {
        String line = line();
        if (!line.startsWith(WorkerProgram.DONE)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + ": " + line + "; see " + label + ".log");
        }
        Map<String, Double> figures = new TreeMap<>();
        Order.parse(line).values().forEach((figure, value) -> figures.put(figure, Double.valueOf(value)));
        return figures;
    }

    private String line() {
        CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> {
            try {
                String line = answers.readLine();
                // The JVM itself may have something to say, for example that it records.
                while (line != null && !line.startsWith(WorkerProgram.DONE) && !line.startsWith(WorkerProgram.FAILED)) {
                    line = answers.readLine();
                }
                return String.valueOf(line);
            } catch (IOException ended) {
                return String.valueOf(ended);
            }
        });
        try {
            return next.get(STEP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            return "no answer within " + STEP_TIMEOUT;
        } catch (ExecutionException failure) {
            return String.valueOf(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Ends the child, at the latest after ten seconds. */
    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
