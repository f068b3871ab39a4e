/** Internal: small classes that every other package may use. */
@NullMarked
package io.github.whatsapp360.internal;

import org.jspecify.annotations.NullMarked;
