/**
 * Files that are sent and received: what they are, how large they may be, what they may be called, and where their bytes
 * are. Knows neither HTTP nor Camel.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.media;

import org.jspecify.annotations.NullMarked;
