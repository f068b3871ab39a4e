/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The endpoints of 360dialog's Messaging API, each a function from a call to an answer. Confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.api;

import org.jspecify.annotations.NullMarked;
