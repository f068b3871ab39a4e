/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Child processes, what they cost, and what was measured. Each candidate runs in a JVM of its own, and the load comes
 * from another: so the processor time and the memory of one are never booked to the other.
 */
@NullMarked
package io.github.whatsapp360.benchmark.measure;

import org.jspecify.annotations.NullMarked;
