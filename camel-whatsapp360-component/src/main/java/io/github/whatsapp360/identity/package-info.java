/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The customer: one person, whatever phone number, business-scoped user ids and user name the person is known by.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.identity;

import org.jspecify.annotations.NullMarked;
