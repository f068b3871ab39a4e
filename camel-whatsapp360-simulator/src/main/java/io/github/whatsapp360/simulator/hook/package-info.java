/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Brings events to the registered webhooks as 360dialog does: headers, signature, time-out, back-off, duplicates,
 * batches. Confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.hook;

import org.jspecify.annotations.NullMarked;
