/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes {@code docs/performance.md} and its plots of the figures that were kept. Nothing in them is written by hand.
 */
@NullMarked
package io.github.whatsapp360.benchmark.report;

import org.jspecify.annotations.NullMarked;
