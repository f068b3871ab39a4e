/** Single operations, measured by JMH. */
@NullMarked
package io.github.whatsapp360.benchmark.micro;

import org.jspecify.annotations.NullMarked;
