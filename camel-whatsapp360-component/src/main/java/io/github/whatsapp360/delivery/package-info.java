/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What became of sent messages: their states, and what is known of each. */
@NullMarked
package io.github.whatsapp360.delivery;

import org.jspecify.annotations.NullMarked;
