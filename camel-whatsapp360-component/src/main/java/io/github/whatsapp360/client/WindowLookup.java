/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.message.MessageHead;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Instant;
import java.util.List;

/**
 * The known customer service windows of a number's users. A client queries it before each free-form message and reports
 * the outcome of each message.
 *
 * <p>Implementations must be thread-safe, must return quickly and must not throw. Called on the thread that sends or
 * that receives the response.
 */
public interface WindowLookup {

    /** Without knowledge of windows: every message may be sent. */
    WindowLookup NONE = new WindowLookup() {
        @Override
        public boolean isClosed(Recipient recipient) {
            return false;
        }

        @Override
        public void accepted(Recipient recipient, SendReceipt receipt) {}

        @Override
        public void refused(Recipient recipient, Instant begun) {}
    };

    /** Whether the window of this user or group is known to be closed. */
    boolean isClosed(Recipient recipient);

    /** The window of this user or group. */
    default ServiceWindow window(Recipient recipient) {
        return isClosed(recipient) ? ServiceWindow.CLOSED : ServiceWindow.UNKNOWN;
    }

    /** The known customers, to whom the windows belong. The default knows none. */
    default CustomerStore customers() {
        return CustomerStore.NONE;
    }

    /**
     * The recipients by which a person can be addressed, the preferred one first. The second one is used once, when the
     * API says for certain that it did not accept a message to the first. The default is the recipient itself.
     */
    default List<Recipient> addressesOf(Recipient recipient) {
        return List.of(recipient);
    }

    /**
     * Called when the API has accepted a message.
     *
     * @param receipt may contain another number or id of the recipient
     */
    void accepted(Recipient recipient, SendReceipt receipt);

    /**
     * Called when the API has refused a message because the window is closed.
     *
     * @param begun when the send began: a later message of the user opens the window again
     */
    void refused(Recipient recipient, Instant begun);

    /**
     * Whether a message must not be sent, because it is free-form and the window of its recipient is known to be
     * closed.
     */
    default boolean holdsBack(MessageHead message) {
        Recipient recipient = message.recipient();
        return message.isFreeForm() && recipient != null && isClosed(recipient);
    }
}
