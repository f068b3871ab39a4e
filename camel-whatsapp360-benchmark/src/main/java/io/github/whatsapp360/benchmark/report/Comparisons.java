package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import io.github.whatsapp360.benchmark.scale.Scale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the figures say that no table shows. Confined to one thread. */
final class Comparisons {

    private static final double OUTAGE_RATE = 3_000;
    private static final double OUTAGE_SECONDS = 3_600;

    /** Differences below this are within what rounds of one candidate differ by. */
    private static final double NOISE = 1.05;

    private static final Map<String, String> FIGURES = figures();

    private final Map<String, Samples> parts;

    Comparisons(Map<String, Samples> parts) {
        this.parts = parts;
    }

    private static Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("rate", "rate");
        figures.put("p50", "p50");
        figures.put("p99", "p99");
        figures.put("cpu10k", "CPU");
        figures.put("kB", "allocation");
        return figures;
    }

    /** Where others were better: all pairs, computed, so that none is left out. */
    String notBetter() {
        StringBuilder text = new StringBuilder("## What was not better\n\n"
                + "Every pair of ours and another in the same scenario in which the other was better by more than 5 % (median of the"
                + " ratios within a round, lowest and highest round).\n\n"
                + "| scenario | ours | other | figure | ours / other |\n| --- | --- | --- | --- | ---: |\n");
        for (String part : new String[] {"receive", "send"}) {
            Samples samples = parts.getOrDefault(part, new Samples());
            for (String scenario : samples.scenarios()) {
                for (String ours : samples.candidates(scenario)) {
                    if (ours.startsWith("whatsapp360")) {
                        against(text, samples, scenario, ours);
                    }
                }
            }
        }
        return text.append('\n').toString();
    }

    private static void against(StringBuilder text, Samples samples, String scenario, String ours) {
        for (String other : samples.candidates(scenario)) {
            if (other.startsWith("whatsapp360")) {
                continue;
            }
            FIGURES.forEach((figure, name) -> {
                Optional<Spread> ratio = samples.ratio(scenario, ours, other, figure);
                boolean more = figure.equals("rate");
                if (ratio.isPresent()
                        && (more ? ratio.get().median() < 1 / NOISE : ratio.get().median() > NOISE)) {
                    text.append(String.join(
                                    " | ", "| " + scenario, ours, other, name, Figures.of(ratio.get())))
                            .append(" |\n");
                }
            });
        }
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
        return "After an hour without us at 3,000/s there are " + Figures.of(missed) + " events to run. With nothing new they take "
                + minutes(missed, alone.getAsDouble()) + "; while 3,000/s still come in, "
                + minutes(missed, busy.getAsDouble() - OUTAGE_RATE)
                + ". Computed from the rates above; 360dialog spreads its repetitions, so that they do not all come at once.\n\n";
    }

    private static String minutes(double events, double rate) {
        return rate <= 0 ? "forever" : Figures.of(events / rate / 60) + " minutes";
    }
}
