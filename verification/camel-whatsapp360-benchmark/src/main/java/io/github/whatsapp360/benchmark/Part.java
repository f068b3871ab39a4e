/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark;

import io.github.whatsapp360.benchmark.measure.Plan;
import io.github.whatsapp360.benchmark.measure.Samples;

/** A part of the benchmark, which may run alone. */
@FunctionalInterface
interface Part {

    /** Measures. */
    Samples run(Plan plan) throws Exception;
}
