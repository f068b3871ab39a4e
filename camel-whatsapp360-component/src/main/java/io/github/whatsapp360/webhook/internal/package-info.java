/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: authenticates a delivery, splits it into its events, stores them in the inbox, and returns the HTTP
 * response. Waits for a route only with {@code inbox=none}.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.webhook.internal;

import org.jspecify.annotations.NullMarked;
