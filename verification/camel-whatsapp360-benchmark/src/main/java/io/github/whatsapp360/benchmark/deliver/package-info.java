/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The simulator: how soon it is there, and how fast it delivers, beside a sender that does nothing else. */
@NullMarked
package io.github.whatsapp360.benchmark.deliver;

import org.jspecify.annotations.NullMarked;
