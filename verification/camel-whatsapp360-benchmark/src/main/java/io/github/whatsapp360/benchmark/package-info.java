/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How fast and how dear the component is, and what others are in the same run.
 *
 * <pre>
 *  Benchmark ─► Part: receive, send, scale, deliver, micro ─► Samples ─► {@code docs/performance/*.csv}
 *                                                                └─► Report ─► {@code docs/performance.md}, plots
 * </pre>
 */
@NullMarked
package io.github.whatsapp360.benchmark;

import org.jspecify.annotations.NullMarked;
