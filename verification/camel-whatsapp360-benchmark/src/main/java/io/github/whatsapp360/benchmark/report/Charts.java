/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples;
import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import java.util.List;
import java.util.Optional;

/** The two kinds of plots. */
final class Charts {

    private static final int WIDTH = 760;
    private static final int LABELS = 210;
    private static final int ROW = 30;
    private static final int TOP = 48;
    private static final String GREY = "#bbb";
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "max");

    private Charts() {}

    /** A bar for the median of each candidate, and a line from the lowest to the highest round. */
    static String bars(Samples samples, String scenario, String figure, String title) {
        List<String> candidates = samples.candidates(scenario);
        double highest = candidates.stream()
                .map(candidate -> samples.spread(scenario, candidate, figure))
                .flatMap(Optional::stream)
                .mapToDouble(Spread::highest)
                .max()
                .orElse(1);
        double scale = (WIDTH - LABELS - 90) / highest;
        Svg svg = new Svg(WIDTH, TOP + ROW * candidates.size() + 12, title);
        for (int i = 0; i < candidates.size(); i++) {
            double y = TOP + ROW * i;
            String candidate = candidates.get(i);
            Optional<Spread> spread = samples.spread(scenario, candidate, figure);
            svg.text(LABELS - 10, y + 17, 13, "end", candidate, isOurs(candidate));
            if (spread.isPresent()) {
                svg.bar(LABELS, y + 4, spread.get().median() * scale, ROW - 10, colourOf(candidate, i));
                double middle = y + ROW / 2.0 - 1;
                svg.line(
                        LABELS + spread.get().lowest() * scale,
                        middle,
                        LABELS + spread.get().highest() * scale,
                        middle,
                        "#222",
                        1.5);
                svg.text(
                        LABELS + spread.get().highest() * scale + 8,
                        y + 17,
                        12,
                        "start",
                        Figures.of(spread.get().median()),
                        false);
            }
        }
        return svg.toString();
    }

    private static boolean isOurs(String candidate) {
        return candidate.startsWith("whatsapp360");
    }

    private static String colourOf(String candidate, int index) {
        return isOurs(candidate) ? "#1b7837" : Svg.colour(index % 3);
    }

    /** Percentiles of the answers, in milliseconds, on a logarithmic scale. */
    static String percentiles(Samples samples, String scenario, String title) {
        int height = 420;
        int left = 60;
        int right = WIDTH - 200;
        int bottom = height - 40;
        Svg svg = new Svg(WIDTH, height, title);
        for (double mark = 0.1; mark <= 10_000; mark *= 10) {
            double y = y(mark, bottom);
            svg.line(left, y, right, y, GREY, 0.7);
            svg.text(left - 8, y + 4, 12, "end", Figures.of(mark) + " ms", false);
        }
        for (int i = 0; i < PERCENTILES.size(); i++) {
            svg.text(x(i, left, right), bottom + 20, 12, "middle", PERCENTILES.get(i), false);
        }
        List<String> candidates = samples.candidates(scenario);
        for (int i = 0; i < candidates.size(); i++) {
            String candidate = candidates.get(i);
            curve(svg, samples, scenario, candidate, Svg.colour(i), left, right, bottom);
            svg.bar(right + 16, TOP + 22 * i, 14, 12, Svg.colour(i));
            svg.text(right + 36, TOP + 22 * i + 11, 12, "start", candidate, isOurs(candidate));
        }
        return svg.toString();
    }

    private static void curve(
            Svg svg,
            Samples samples,
            String scenario,
            String candidate,
            String colour,
            int left,
            int right,
            int bottom) {
        double fromX = Double.NaN;
        double fromY = Double.NaN;
        for (int i = 0; i < PERCENTILES.size(); i++) {
            Optional<Spread> spread = samples.spread(scenario, candidate, PERCENTILES.get(i));
            if (spread.isEmpty()) {
                return;
            }
            double toX = x(i, left, right);
            double toY = y(spread.get().median(), bottom);
            if (i > 0) {
                svg.line(fromX, fromY, toX, toY, colour, isOurs(candidate) ? 2.6 : 1.6);
            }
            fromX = toX;
            fromY = toY;
        }
    }

    private static double x(int index, int left, int right) {
        return left + 20 + (double) index * (right - left - 40) / (PERCENTILES.size() - 1);
    }

    /** Five decades, from 0.1 ms to 10 s. */
    private static double y(double millis, int bottom) {
        double decades = Math.log10(Math.min(10_000, Math.max(0.1, millis))) + 1;
        return bottom - decades * (bottom - TOP) / 5;
    }
}
