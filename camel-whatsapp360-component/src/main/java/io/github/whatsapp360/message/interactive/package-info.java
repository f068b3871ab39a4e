/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an interactive message consists of: a header, and the action it offers.
 *
 * <p>All types are immutable and thread-safe, except the builders, which are confined to one thread.
 */
@NullMarked
package io.github.whatsapp360.message.interactive;

import org.jspecify.annotations.NullMarked;
