/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Media files: their types, sizes, names and content. Independent of HTTP and Camel.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.media;

import org.jspecify.annotations.NullMarked;
