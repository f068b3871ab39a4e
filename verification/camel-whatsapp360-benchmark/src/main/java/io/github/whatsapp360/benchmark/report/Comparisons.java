/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import io.github.whatsapp360.benchmark.receive.Contender;
import io.github.whatsapp360.benchmark.scale.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the figures say that no table shows. Confined to one thread. */
final class Comparisons {

    private static final double OUTAGE_RATE = 3_000;
    private static final double OUTAGE_SECONDS = 3_600;

    /** Differences below this are within what rounds of one candidate differ by. */
    private static final double NOISE = 1.05;

    private static final String LIMIT = Contender.VERTX.title();

    private static final Map<String, String> FIGURES = figures();

    private final Map<String, Samples> parts;

    Comparisons(Map<String, Samples> parts) {
        this.parts = parts;
    }

    private static Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("rate", "rate");
        figures.put("p99", "p99");
        figures.put("cpu10k", "CPU");
        figures.put("cpuMicros", "CPU");
        figures.put("kB", "allocation");
        return figures;
    }

    /** Where others were better: computed, so that none is left out. */
    String notBetter() {
        StringBuilder text = new StringBuilder("## What was not better\n\n"
                + "Each figure of ours in which others were better by more than 5 %, and they: ours / other, "
                + "the median of the ratios\n"
                + "within a round. Not among them is " + LIMIT
                + ": it does nothing with a delivery, so it is a limit and not a"
                + " rival.\n\n"
                + "| scenario | ours | figure | ours / other |\n| --- | --- | --- | --- |\n");
        for (String part : List.of("receive", "store", "send")) {
            Samples samples = parts.getOrDefault(part, new Samples());
            for (String scenario : samples.scenarios()) {
                for (String ours : samples.candidates(scenario)) {
                    if (isOurs(ours)) {
                        text.append(rows(samples, scenario, ours));
                    }
                }
            }
        }
        return text.append('\n').toString();
    }

    private static boolean isOurs(String candidate) {
        return candidate.startsWith("whatsapp360");
    }

    private static String rows(Samples samples, String scenario, String ours) {
        StringBuilder rows = new StringBuilder();
        FIGURES.forEach((figure, name) -> {
            List<String> better = new ArrayList<>();
            for (String other : samples.candidates(scenario)) {
                if (!isOurs(other) && !other.equals(LIMIT)) {
                    samples.ratio(scenario, ours, other, figure)
                            .map(Spread::median)
                            .filter(ratio -> figure.equals("rate") ? ratio < 1 / NOISE : ratio > NOISE)
                            .ifPresent(ratio -> better.add(other + " " + Figures.of(ratio)));
                }
            }
            if (!better.isEmpty()) {
                rows.append(String.join(" | ", "| " + scenario, ours, name, String.join(", ", better)))
                        .append(" |\n");
            }
        });
        return rows.toString();
    }

    /** How long it takes to be up to date after an hour without us, computed from what was measured. */
    String catchingUp() {
        Samples scale = parts.getOrDefault("scale", new Samples());
        OptionalDouble alone = scale.median(Scale.DRAIN, "while nothing comes in", "eventRate");
        OptionalDouble busy = scale.median(Scale.DRAIN, "while 3,000/s come in", "eventRate");
        if (alone.isEmpty() || busy.isEmpty()) {
            return "";
        }
        double missed = OUTAGE_RATE * OUTAGE_SECONDS;
        return "After an hour without us at 3,000/s there are " + Figures.of(missed)
                + " events to run. With nothing new they take "
                + minutes(missed, alone.getAsDouble()) + "; while\n3,000/s still come in, "
                + minutes(missed, busy.getAsDouble() - OUTAGE_RATE)
                + ". Computed from the rates above; 360dialog spreads its repetitions, so that they do\n"
                + "not all come at once.\n\n";
    }

    private static String minutes(double events, double rate) {
        return rate <= 0 ? "forever" : Figures.of(events / rate / 60) + " minutes";
    }
}
