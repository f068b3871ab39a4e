/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Internal: small classes that every other package may use. */
@NullMarked
package io.github.whatsapp360.internal;

import org.jspecify.annotations.NullMarked;
