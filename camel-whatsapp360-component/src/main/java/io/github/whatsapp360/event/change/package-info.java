/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The content of events that are not messages: one sealed interface per family, with a record for each documented form
 * and {@code Unrecognized} for all others.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.event.change;

import org.jspecify.annotations.NullMarked;
