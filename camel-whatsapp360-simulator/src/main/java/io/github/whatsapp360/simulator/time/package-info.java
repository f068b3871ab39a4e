/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The simulator's time and its one thread: a clock that can be moved, the event loop that owns all state, and what is
 * due when. Except for the clock, everything here is confined to the event loop or posts to it.
 */
@NullMarked
package io.github.whatsapp360.simulator.time;

import org.jspecify.annotations.NullMarked;
