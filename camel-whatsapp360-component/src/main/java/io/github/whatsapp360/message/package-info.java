/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Everything that can be sent, as records: an {@link io.github.whatsapp360.message.OutboundMessage} is an envelope
 * around one {@link io.github.whatsapp360.message.OutboundContent}. What interactive messages and templates consist of
 * stands in the sub-packages, what both share in {@code part}. A member's name on the wire stands at its record
 * component; depends on nothing but JSON annotations.
 *
 * <p>Constructors refuse what can never be right (a missing part). The numeric limits of the API are stated in the
 * Javadoc and checked by {@code json.MessageCheck}, which can be left out: Meta moves them.
 *
 * <p>All types are immutable and thread-safe, except the builders, which are confined to one thread.
 */
@NullMarked
package io.github.whatsapp360.message;

import org.jspecify.annotations.NullMarked;
