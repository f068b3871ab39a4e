/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.delivery;

/**
 * The state of a message in the sent-message log. It only moves forward, in the order of the constants up to {@link
 * #read}; {@link #failed} follows any state before {@link #delivered} and is final. Repeated and late statuses change
 * nothing.
 */
public enum DeliveryState {
    /** The message is in the log; the API has not answered yet. */
    requested,
    /** The request may have arrived, but there was no answer. A status of the message settles it. */
    unknown,
    /** Refused by the API, or failed before the request was sent. */
    notSent,
    /** The API has accepted the message. */
    accepted,
    /** WhatsApp's servers have sent the message (one tick). */
    sent,
    /** The message has reached a device of the recipient (two ticks). */
    delivered,
    /** The message was shown, or played. */
    read,
    /** WhatsApp has reported that the message cannot be delivered. */
    failed;

    /** Whether a status has proved that the message exists at WhatsApp, or the API has accepted it. */
    public boolean isAccepted() {
        return compareTo(accepted) >= 0;
    }

    /** Whether the message has reached the recipient. */
    public boolean isDelivered() {
        return this == delivered || this == read;
    }
}
