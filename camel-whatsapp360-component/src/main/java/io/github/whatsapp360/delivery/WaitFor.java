/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.delivery;

/** What a send waits for before the route continues: a value of the option {@code waitFor}. */
public enum WaitFor {
    /** WhatsApp's servers have sent the message (one tick). */
    sent,
    /** The message has reached a device of the recipient (two ticks). */
    delivered,
    /** The message was shown. Never reported for recipients who have switched read receipts off. */
    read,
    /** The recipient has replied. */
    reply
}
