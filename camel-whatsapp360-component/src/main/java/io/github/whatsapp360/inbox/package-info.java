/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Stores acknowledged events until they are processed. Handles keys, kinds and bytes; independent of WhatsApp, HTTP and
 * Camel.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.inbox;

import org.jspecify.annotations.NullMarked;
