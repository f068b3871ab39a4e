/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The Camel component: turns exchanges into calls of the client, and events into exchanges. The only package that
 * imports {@code org.apache.camel}.
 *
 * <p>Component and endpoints are configured by one thread and thread-safe once they have started.
 */
@NullMarked
package io.github.whatsapp360.camel;

import org.jspecify.annotations.NullMarked;
