/**
 * The customer service window: whether a customer may be written to freely, as far as the events tell.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.window;

import org.jspecify.annotations.NullMarked;
