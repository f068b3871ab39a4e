/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The components and parameters of a template message, and the template definition.
 *
 * <p>All types are immutable and thread-safe, except the builders, which are confined to one thread.
 */
@NullMarked
package io.github.whatsapp360.message.template;

import org.jspecify.annotations.NullMarked;
