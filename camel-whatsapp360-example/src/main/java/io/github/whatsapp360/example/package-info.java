/** Routes to run and to copy from. */
@NullMarked
package io.github.whatsapp360.example;

import org.jspecify.annotations.NullMarked;
