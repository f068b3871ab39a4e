/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The beans of the bridges between WhatsApp and a database. All are thread-safe. */
@NullMarked
package io.github.whatsapp360.bridges.sql;

import org.jspecify.annotations.NullMarked;
