/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Serving a data endpoint: from the HTTP request to the exchange, and back. All types are thread-safe. */
@NullMarked
package io.github.whatsapp360.flows.camel.internal;

import org.jspecify.annotations.NullMarked;
