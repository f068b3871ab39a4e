/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The program that starts bridges from a file of properties. */
@NullMarked
package io.github.whatsapp360.bridges.runner;

import org.jspecify.annotations.NullMarked;
