/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The client of the 360dialog API, its records and exceptions. Independent of Camel and of the webhook.
 *
 * <p>All types are thread-safe. Futures complete on a thread of the HTTP client: use an executor for callbacks that
 * block.
 */
@NullMarked
package io.github.whatsapp360.client;

import org.jspecify.annotations.NullMarked;
