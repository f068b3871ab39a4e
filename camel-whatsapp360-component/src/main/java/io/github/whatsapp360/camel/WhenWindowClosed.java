/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

/** Handling of a free-form message by the producer while the customer service window is closed. */
public enum WhenWindowClosed {
    /** Fails with a {@link io.github.whatsapp360.client.WindowClosedException}; nothing is sent. */
    fail,
    /** Sends the template of the option {@code windowTemplate} instead. */
    template,
    /**
     * Sends it with the category {@code utility} (Direct Send). What Direct Send does not take fails as with {@link
     * #fail}.
     */
    directSend,
    /** Sends the message anyway. */
    send
}
