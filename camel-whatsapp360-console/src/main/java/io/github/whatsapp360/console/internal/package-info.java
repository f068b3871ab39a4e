/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The parts of the console: access, API, what it shows and what it does.
 *
 * <p>Thread-safe, where a type does not say otherwise.
 */
@NullMarked
package io.github.whatsapp360.console.internal;

import org.jspecify.annotations.NullMarked;
