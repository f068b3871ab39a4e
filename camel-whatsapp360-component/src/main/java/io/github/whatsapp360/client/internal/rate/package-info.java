/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: rate limits, retries, timeouts and delays. Independent of HTTP.
 *
 * <p>All types are thread-safe unless their Javadoc says otherwise; no thread waits.
 */
@NullMarked
package io.github.whatsapp360.client.internal.rate;

import org.jspecify.annotations.NullMarked;
