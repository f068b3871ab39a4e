/** A stand-in for 360dialog. */
@NullMarked
package io.github.whatsapp360.simulator;

import org.jspecify.annotations.NullMarked;
