/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Internal: dispatches events to routes, decides which event runs next, and implements {@code inbox=memory} and {@code
 * inbox=none}. The stores of {@code inbox=embedded} and {@code inbox=jdbc} are in packages below this one.
 *
 * <p>All types are thread-safe unless they say otherwise.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal;

import org.jspecify.annotations.NullMarked;
