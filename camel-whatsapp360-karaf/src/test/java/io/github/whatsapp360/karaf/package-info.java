/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Our features in a real Karaf, which is a process of its own; the test stands outside and talks HTTP. What runs inside
 * is in {@code fixture}.
 */
package io.github.whatsapp360.karaf;
