/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Routes to run and to copy from. */
@NullMarked
package io.github.whatsapp360.example;

import org.jspecify.annotations.NullMarked;
