/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.micro;

import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package, all of them once in each round, in a JVM for each. */
public final class Micro {

    /** Scenarios and candidates, as the figures name them. */
    public static final String SPLITTING = "SplittingBenchmark";

    public static final String READ_TREE = "readTree";
    public static final String SPLIT = "split";

    private final PrintStream log;

    /**
     * Nothing is measured yet.
     *
     * @param log is told what is going on
     */
    public Micro(PrintStream log) {
        this.log = log;
    }

    /** Measures: figure {@code micros}, microseconds for one operation. */
    public Samples run(Plan plan) throws RunnerException {
        Samples samples = new Samples();
        TimeValue time = TimeValue.milliseconds((long) (1_000 * plan.scale()));
        for (int round = 1; round <= plan.rounds(); round++) {
            log.println("micro: round " + round);
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include("whatsapp360\\.benchmark\\.micro\\." + (plan.few() ? SPLITTING : ""))
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.MICROSECONDS)
                            .forks(1)
                            .warmupIterations(4)
                            .warmupTime(time)
                            .measurementIterations(2)
                            .measurementTime(time)
                            .verbosity(VerboseMode.SILENT)
                            .jvmArgsAppend("-Djmh.ignoreLock=true", "-Xmx512m")
                            .output(Workspace.log("jmh-" + round, ".log").toString())
                            .build())
                    .run();
            for (RunResult result : results) {
                String[] path = result.getParams().getBenchmark().split("\\.", -1);
                String parameter = result.getParams().getParam("name");
                samples.add(
                        path[path.length - 2] + (parameter == null ? "" : " " + parameter),
                        path[path.length - 1],
                        round,
                        Map.of("micros", result.getPrimaryResult().getScore()));
            }
        }
        return samples;
    }
}
