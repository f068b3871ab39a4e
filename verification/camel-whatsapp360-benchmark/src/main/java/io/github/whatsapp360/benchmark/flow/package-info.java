/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a screen request of a WhatsApp Flow costs, beside the bare operations of its cryptography.
 *
 * <p>Types are confined to one thread unless they say otherwise.
 */
@NullMarked
package io.github.whatsapp360.benchmark.flow;

import org.jspecify.annotations.NullMarked;
