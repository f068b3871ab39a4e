/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.report;

import io.github.whatsapp360.benchmark.measure.Samples.Spread;
import java.util.Optional;

/**
 * What was promised, and what came of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param what is measured
 * @param measured the median decides; empty if it was not measured
 * @param atMost whether less is better
 * @param limit what the median has to keep to
 * @param unit of both
 */
record Target(String what, Optional<Spread> measured, boolean atMost, double limit, String unit) {

    static Target atMost(String what, Optional<Spread> measured, double limit, String unit) {
        return new Target(what, measured, true, limit, unit);
    }

    static Target atLeast(String what, Optional<Spread> measured, double limit, String unit) {
        return new Target(what, measured, false, limit, unit);
    }

    private boolean isMet(Spread spread) {
        return atMost ? spread.median() <= limit : spread.median() >= limit;
    }

    boolean isMissed() {
        return measured.isPresent() && !isMet(measured.get());
    }

    /** A row of the table. */
    String row() {
        String result = measured.map(spread -> Figures.of(spread) + " | " + (isMet(spread) ? "met" : "**missed**"))
                .orElse("not measured | -");
        return "| " + what + " | " + (atMost ? "≤ " : "≥ ") + Figures.of(limit) + " " + unit + " | " + result + " |\n";
    }
}
