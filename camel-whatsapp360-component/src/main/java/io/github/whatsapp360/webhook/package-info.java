/**
 * Authenticates one delivery, splits it into its events and hands them to the inbox; says what to answer. Never waits for a
 * route.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.webhook;

import org.jspecify.annotations.NullMarked;
