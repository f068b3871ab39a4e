/** The program that starts bridges from a file of properties. */
@NullMarked
package io.github.whatsapp360.bridges.runner;

import org.jspecify.annotations.NullMarked;
