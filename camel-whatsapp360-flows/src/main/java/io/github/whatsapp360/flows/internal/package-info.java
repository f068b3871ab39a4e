/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Encryption, keys and signatures of the data endpoint. Stateless or immutable; all types are thread-safe. */
@NullMarked
package io.github.whatsapp360.flows.internal;

import org.jspecify.annotations.NullMarked;
