/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Parts of several types of messages: media, locations, products, orders.
 *
 * <p>All types are immutable and thread-safe, except the builders, which are confined to one thread.
 */
@NullMarked
package io.github.whatsapp360.message.part;

import org.jspecify.annotations.NullMarked;
