/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * WhatsApp Flows: the requests of their screens, the answers to them, and the tokens that tie a form to the message
 * that opened it. Without Camel.
 *
 * <p>All types are immutable and thread-safe, unless they say otherwise.
 */
@NullMarked
package io.github.whatsapp360.flows;

import org.jspecify.annotations.NullMarked;
