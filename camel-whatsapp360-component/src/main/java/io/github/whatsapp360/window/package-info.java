/**
 * The customer service window: whether a customer may be written to freely, as far as the events tell. What is known of one user
 * is four instants, each the latest of its kind ({@link io.github.whatsapp360.window.Evidence}), so that late, repeated and
 * disordered events change nothing; {@link io.github.whatsapp360.window.Ledger} says under which phone numbers and ids a user is
 * known, and a {@link io.github.whatsapp360.window.WindowTable} keeps it. Records are immutable and thread-safe; tables say
 * themselves who may use them.
 */
@NullMarked
package io.github.whatsapp360.window;

import org.jspecify.annotations.NullMarked;
