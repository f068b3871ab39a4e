/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/**
 * How long and how often.
 *
 * <p>Immutable and thread-safe.
 *
 * @param title as the report calls it
 * @param rounds in each of which all candidates run once
 * @param scale what all durations are multiplied with
 * @param few whether only the scenarios run that targets speak of
 * @param amount what the sizes of backlogs and tables are multiplied with
 */
public record Plan(String title, int rounds, double scale, boolean few, double amount) {

    private static final int MAXIMUM_WARM_UPS = 10;
    private static final int MAXIMUM_EASES = 6;

    /** The part of its time that the compiler may still be at work. */
    private static final double RESTING = 0.05;

    /** What a report is made of: some 45 minutes. */
    public static final Plan FULL = new Plan("full run", 5, 1, false, 1);

    /** To see whether something has changed: some six minutes. */
    public static final Plan SHORT = new Plan("short run", 2, 0.4, true, 0.1);

    /** The same with no more than so many rounds. */
    public Plan atMost(int most) {
        return new Plan(title, Math.min(rounds, most), scale, few, amount);
    }

    /** A duration. */
    public double seconds(double full) {
        return full * scale;
    }

    /**
     * Lets something run until it has done enough for its code to be compiled, which on a busy machine takes longer
     * than it should.
     *
     * @param enough how often, in a full run
     * @param run runs for a while and returns how often it did it
     */
    public void warmUp(int enough, DoubleSupplier run) {
        double done = 0;
        for (int i = 0; i < MAXIMUM_WARM_UPS && done < enough * Math.min(1, 2 * scale); i++) {
            done += run.getAsDouble();
        }
    }

    /**
     * Lets something run at ease until the compiler has caught up, which under full load it does not.
     *
     * @param atEase leaves a processor idle now and then
     */
    public void untilTheCompilerRests(Worker worker, Runnable atEase) {
        boolean resting = false;
        for (int i = 0; i < MAXIMUM_EASES && !resting; i++) {
            Map<String, Double> before = worker.meter();
            atEase.run();
            Map<String, Double> after = worker.meter();
            resting = grown(before, after, "compiling") <= RESTING * grown(before, after, "clock");
        }
    }

    private static double grown(Map<String, Double> before, Map<String, Double> after, String figure) {
        return after.getOrDefault(figure, 0.0) - before.getOrDefault(figure, 0.0);
    }

    /** A size. */
    public int amount(int full) {
        return (int) (full * amount);
    }

    /**
     * Lets all candidates run, one after the other, round by round; every other round in the opposite order, so that
     * what grows with time favours none.
     */
    public <C> void alternate(List<C> candidates, BiConsumer<C, Integer> run) {
        for (int round = 1; round <= rounds; round++) {
            List<C> order = new ArrayList<>(candidates);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (C candidate : order) {
                run.accept(candidate, round);
            }
        }
    }
}
