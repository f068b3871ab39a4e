/**
 * Internal: authenticates one delivery, splits it into its events, stores them in the inbox, and returns the HTTP response. Never waits for a
 * route.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.webhook.internal;

import org.jspecify.annotations.NullMarked;
