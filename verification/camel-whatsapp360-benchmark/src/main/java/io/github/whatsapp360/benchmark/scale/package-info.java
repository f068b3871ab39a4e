/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What grows with the number of waiting events, remembered keys and windows, and accounts, and what should not. */
@NullMarked
package io.github.whatsapp360.benchmark.scale;

import org.jspecify.annotations.NullMarked;
