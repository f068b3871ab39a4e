/** The beans of the bridges between WhatsApp and mail. All are thread-safe. */
@NullMarked
package io.github.whatsapp360.bridges.mail;

import org.jspecify.annotations.NullMarked;
