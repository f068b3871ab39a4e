/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** How the bridges come into a Camel context, and how their parameters are checked. Not for use by applications. */
@NullMarked
package io.github.whatsapp360.bridges.internal;

import org.jspecify.annotations.NullMarked;
