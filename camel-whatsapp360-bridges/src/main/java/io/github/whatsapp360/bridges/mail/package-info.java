/** WhatsApp in the mail program: what customers write arrives as mail, and the answer arrives on WhatsApp. */
@NullMarked
package io.github.whatsapp360.bridges.mail;

import org.jspecify.annotations.NullMarked;
