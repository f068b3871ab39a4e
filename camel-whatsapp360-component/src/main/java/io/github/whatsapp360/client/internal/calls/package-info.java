/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: the calls of the API by subject (messages, media, templates, account), each with its rate limit and
 * retries.
 *
 * <p>All types are thread-safe unless their Javadoc says otherwise; no thread waits.
 */
@NullMarked
package io.github.whatsapp360.client.internal.calls;

import org.jspecify.annotations.NullMarked;
