/**
 * Everything that can arrive, as records: a webhook delivery is a number of {@link
 * io.github.whatsapp360.event.InboundEvent events}, each of which keeps the JSON element it was read from. What messages say
 * is in {@code content}, what other events report in {@code change}. What this version does not know, or cannot read,
 * arrives as the {@code Unrecognized} member of its family, never as an exception.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.event;

import org.jspecify.annotations.NullMarked;
