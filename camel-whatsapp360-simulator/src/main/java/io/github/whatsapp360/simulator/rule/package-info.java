/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a message has to look like to be accepted: one class per kind of content, each a function from JSON to nothing
 * or a refusal. Thread-safe.
 */
@NullMarked
package io.github.whatsapp360.simulator.rule;

import org.jspecify.annotations.NullMarked;
