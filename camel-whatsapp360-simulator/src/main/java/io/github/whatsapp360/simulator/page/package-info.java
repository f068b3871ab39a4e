/**
 * The chat page, its live feed, and the control API under /simulator. Confined to the event loop.
 */
@NullMarked
package io.github.whatsapp360.simulator.page;

import org.jspecify.annotations.NullMarked;
