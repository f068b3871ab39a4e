/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The one port: reads requests, sends answers, and misbehaves where a fault is ordered. Confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.http;

import org.jspecify.annotations.NullMarked;
