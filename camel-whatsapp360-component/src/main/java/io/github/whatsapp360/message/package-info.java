/**
 * Everything that can be sent, as records: an {@link io.github.whatsapp360.message.OutboundMessage} is an envelope around
 * one {@link io.github.whatsapp360.message.OutboundContent}. Depends on nothing but JSON annotations.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.message;

import org.jspecify.annotations.NullMarked;
