/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Maps the records of {@code message} and {@code event} to and from JSON.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.json;

import org.jspecify.annotations.NullMarked;
