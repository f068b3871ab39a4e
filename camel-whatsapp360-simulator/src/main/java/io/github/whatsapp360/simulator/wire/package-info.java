/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How things look on the wire: JSON as Meta writes it, and message ids of the right form. Everything here is
 * thread-safe.
 */
@NullMarked
package io.github.whatsapp360.simulator.wire;

import org.jspecify.annotations.NullMarked;
