/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark;

import io.github.whatsapp360.benchmark.deliver.Delivering;
import io.github.whatsapp360.benchmark.flow.Answering;
import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.micro.Micro;
import io.github.whatsapp360.benchmark.receive.Receiving;
import io.github.whatsapp360.benchmark.report.Machine;
import io.github.whatsapp360.benchmark.report.Report;
import io.github.whatsapp360.benchmark.scale.Scale;
import io.github.whatsapp360.benchmark.scale.SetAside;
import io.github.whatsapp360.benchmark.send.Sending;
import io.github.whatsapp360.benchmark.store.Storing;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures, keeps the figures, and writes the report: {@code mvn -q -Pbenchmark}, {@code -Dshort} for a quick look,
 * {@code -Donly=receive,send} for some parts, {@code -Donly=report} to write the report anew.
 */
public final class Benchmark {

    private Benchmark() {}

    /**
     * The program.
     *
     * @param arguments {@code short=true}, {@code only=receive,send}, {@code docs=<directory>}
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] option = argument.split("=", 2);
            options.put(option[0], option[1]);
        }
        run(
                "false".equals(options.getOrDefault("short", "false")) ? Plan.FULL : Plan.SHORT,
                List.of(options.getOrDefault("only", "all").split(",", -1)),
                Path.of(options.getOrDefault("docs", "docs")),
                System.out);
        System.exit(0);
    }

    /**
     * Runs parts and writes their figures and the report.
     *
     * @param only names of parts; {@code all} for all of them
     */
    static void run(Plan plan, List<String> only, Path docs, PrintStream log) throws Exception {
        Path directory = Files.createDirectories(docs.resolve("performance"));
        for (Map.Entry<String, Part> part : parts(log).entrySet()) {
            if (only.contains("all") || only.contains(part.getKey())) {
                part.getValue().run(plan).write(directory.resolve(part.getKey() + ".csv"));
                Files.write(directory.resolve("machine.txt"), Machine.lines(plan.title()));
            }
        }
        Report.write(docs);
        log.println("The report is " + docs.resolve("performance.md").normalize());
    }

    private static Map<String, Part> parts(PrintStream log) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("receive", new Receiving(log)::run);
        parts.put("store", new Storing(log)::run);
        parts.put("send", plan -> new Sending(log).run(plan.atMost(3)));
        parts.put("scale", plan -> new Scale(log).run(plan.atMost(3)));
        parts.put("aside", new SetAside(log)::run);
        parts.put("flow", plan -> new Answering(log).run(plan.atMost(3)));
        parts.put("deliver", plan -> new Delivering(log).run(plan.atMost(3)));
        parts.put("micro", plan -> new Micro(log).run(plan.atMost(3)));
        return parts;
    }
}
