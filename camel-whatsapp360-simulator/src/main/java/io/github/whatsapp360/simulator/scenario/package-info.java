/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Scenarios: files that say how a simulator begins and what customers do by themselves. Confined to the event loop,
 * but for reading the files.
 */
@NullMarked
package io.github.whatsapp360.simulator.scenario;

import org.jspecify.annotations.NullMarked;
