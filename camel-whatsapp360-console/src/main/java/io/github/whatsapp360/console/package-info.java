/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The operator's console: a page and a JSON API, served by the HTTP server of the webhook.
 *
 * <p>Configured by one thread, and thread-safe once the Camel context has started.
 */
@NullMarked
package io.github.whatsapp360.console;

import org.jspecify.annotations.NullMarked;
