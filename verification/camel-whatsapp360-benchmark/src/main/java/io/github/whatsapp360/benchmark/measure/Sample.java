/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

/**
 * One figure of one run.
 *
 * <p>Immutable and thread-safe.
 *
 * @param scenario what was done
 * @param candidate by whom
 * @param round in which round; the runs of one round stand next to each other in time
 * @param figure what was measured, with its unit
 * @param value how much
 */
public record Sample(String scenario, String candidate, int round, String figure, double value) {}
