/**
 * Keeps what was acknowledged until it was worked off. Knows keys, kinds and bytes, and nothing of WhatsApp, HTTP or Camel.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.inbox;

import org.jspecify.annotations.NullMarked;
