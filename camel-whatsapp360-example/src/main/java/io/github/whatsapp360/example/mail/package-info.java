/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/** WhatsApp in a mail program: what customers write arrives as mail, and the mail's answer arrives on WhatsApp. */
@NullMarked
package io.github.whatsapp360.example.mail;

import org.jspecify.annotations.NullMarked;
