/**
 * Internal: dispatches events to the routes, decides which of them may run next, and has the inboxes that keep events in
 * memory or not at all. The stores of {@code inbox=embedded} and {@code inbox=jdbc} are in packages of their own below this
 * one.
 *
 * <p>All types are thread-safe unless they say otherwise.
 */
@NullMarked
package io.github.whatsapp360.inbox.internal;

import org.jspecify.annotations.NullMarked;
