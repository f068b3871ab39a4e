/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A stand-in for 360dialog: as a program, as a library, and as a JUnit 5 extension. The types of this package are all
 * that a user needs; each may be used from any thread, and each call waits at most ten seconds for the simulator's own
 * thread.
 */
@NullMarked
package io.github.whatsapp360.simulator;

import org.jspecify.annotations.NullMarked;
