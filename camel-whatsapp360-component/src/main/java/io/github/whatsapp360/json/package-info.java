/**
 * The only code that knows how the records of {@code message} and {@code event} look as JSON.
 *
 * <p>All types are thread-safe.
 */
@NullMarked
package io.github.whatsapp360.json;

import org.jspecify.annotations.NullMarked;
