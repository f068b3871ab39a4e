/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * The child process: takes orders from its standard input and answers each with one line, and ends when the input does,
 * so that none outlives the benchmark. {@code meter} and {@code heap} it answers itself, all else its {@link Role}.
 */
public final class WorkerProgram {

    static final String DONE = "done";
    static final String FAILED = "failed";

    private WorkerProgram() {}

    /**
     * The program.
     *
     * @param arguments the class of the role, and its order to start
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Meter meter = new Meter();
        try (Role role = Class.forName(arguments[0])
                .asSubclass(Role.class)
                .getDeclaredConstructor()
                .newInstance()) {
            answers.println(line(role.start(Order.parse(arguments[1]))));
            serve(role, meter, answers);
        } catch (Exception failure) {
            answers.println(failed(failure));
        }
        System.exit(0);
    }

    private static void serve(Role role, Meter meter, PrintStream answers) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(answer(role, meter, Order.parse(order)));
        }
    }

    private static String answer(Role role, Meter meter, Order order) {
        try {
            return switch (order.verb()) {
                case "meter" -> {
                    Map<String, Double> figures = new TreeMap<>(meter.read());
                    figures.putAll(role.counters());
                    yield line(figures);
                }
                case "heap" -> line(Map.of("heapMB", Meter.liveMegabytes()));
                default -> line(role.answer(order));
            };
        } catch (Exception failure) {
            return failed(failure);
        }
    }

    private static String line(Map<String, Double> figures) {
        return DONE
                + figures.entrySet().stream()
                        .map(figure -> " " + figure.getKey() + "=" + figure.getValue())
                        .collect(joining());
    }

    private static String failed(Exception failure) {
        failure.printStackTrace();
        return FAILED + " " + String.valueOf(failure).lines().findFirst().orElse("");
    }
}
