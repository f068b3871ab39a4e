/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import java.util.Locale;

/** Numbers as people read them: three digits that mean something. */
final class Figures {

    private Figures() {}

    /** One figure. */
    static String of(double value) {
        double size = Math.abs(value);
        if (size >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size == 0) {
            return "0";
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f", value);
    }

    /** The median, and in brackets what the rounds lay between. */
    static String of(Spread spread) {
        return spread.lowest() == spread.highest()
                ? of(spread.median())
                : of(spread.median()) + " (" + of(spread.lowest()) + "-" + of(spread.highest()) + ")";
    }
}
