/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Reads received mail. Internal: may change at any time. */
@NullMarked
package io.github.whatsapp360.bridges.mail.internal;

import org.jspecify.annotations.NullMarked;
