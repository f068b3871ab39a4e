/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Everything that can go wrong at 360dialog: the error codes, the shapes their answers have, and the faults that a test
 * has ordered. Records and enums are thread-safe; the plan of faults is confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.fault;

import org.jspecify.annotations.NullMarked;
