/**
 * The simulator's time and its one thread: a clock that can be moved, the event loop that owns all state, and what is
 * due when. Except for the clock, everything here is confined to the event loop or posts to it.
 */
@NullMarked
package io.github.whatsapp360.simulator.time;

import org.jspecify.annotations.NullMarked;
