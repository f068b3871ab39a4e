/** Reads received mail. Internal: may change at any time. */
@NullMarked
package io.github.whatsapp360.bridges.mail.internal;

import org.jspecify.annotations.NullMarked;
