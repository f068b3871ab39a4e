/** WhatsApp in folders: what customers send is written there, and what is put there is sent. */
@NullMarked
package io.github.whatsapp360.example.files;

import org.jspecify.annotations.NullMarked;
