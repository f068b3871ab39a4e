/**
 * What several kinds of messages are made of: a medium, a place, products, an order.
 *
 * <p>All types are immutable and thread-safe, except the builders, which are confined to one thread.
 */
@NullMarked
package io.github.whatsapp360.message.part;

import org.jspecify.annotations.NullMarked;
