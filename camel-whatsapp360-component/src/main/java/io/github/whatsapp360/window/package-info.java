/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The customer service window: whether free-form messages to a customer are allowed, derived from events.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.window;

import org.jspecify.annotations.NullMarked;
