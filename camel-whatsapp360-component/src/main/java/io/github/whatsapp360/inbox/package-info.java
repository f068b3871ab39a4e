/**
 * Stores acknowledged events until they are processed. Handles keys, kinds and bytes; independent of WhatsApp, HTTP and
 * Camel.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.inbox;

import org.jspecify.annotations.NullMarked;
