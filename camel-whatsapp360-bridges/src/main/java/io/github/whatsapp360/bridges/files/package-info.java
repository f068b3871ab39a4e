/** The beans of the bridges between WhatsApp and folders. All are thread-safe. */
@NullMarked
package io.github.whatsapp360.bridges.files;

import org.jspecify.annotations.NullMarked;
