/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Receiving: what a delivery costs and how soon it is answered, here and elsewhere.
 *
 * <pre>
 *  Receiving ──► LoadRole  ──HTTP──►  ServerRole, one child JVM for each candidate
 * </pre>
 */
@NullMarked
package io.github.whatsapp360.benchmark.receive;

import org.jspecify.annotations.NullMarked;
