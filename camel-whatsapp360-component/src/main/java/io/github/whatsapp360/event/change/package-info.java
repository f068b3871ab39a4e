/**
 * What the events that are no messages report: one sealed family per kind, with a record for each form that is
 * documented and {@code Unrecognized} for all others.
 *
 * <p>All types are immutable and thread-safe.
 */
@NullMarked
package io.github.whatsapp360.event.change;

import org.jspecify.annotations.NullMarked;
