/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Single operations, measured by JMH. */
@NullMarked
package io.github.whatsapp360.benchmark.micro;

import org.jspecify.annotations.NullMarked;
