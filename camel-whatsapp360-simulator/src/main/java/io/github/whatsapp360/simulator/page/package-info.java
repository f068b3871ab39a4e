/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The chat page, its live feed, and the control API under /simulator. Confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.page;

import org.jspecify.annotations.NullMarked;
