/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The simulator in tests with Spring Boot; loaded only where Spring's test support is. */
@NullMarked
package io.github.whatsapp360.simulator.spring;

import org.jspecify.annotations.NullMarked;
