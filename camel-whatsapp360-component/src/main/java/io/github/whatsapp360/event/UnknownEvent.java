/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

/**
 * An event of an unknown field or of an unknown form; its name is the received field.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the value exactly as received
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview#fields">Webhook
 *     fields</a>
 */
public record UnknownEvent(EventSource source, RawJson raw) implements InboundEvent {

    public UnknownEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
    }

    @Override
    public String family() {
        return EventFamily.UNKNOWN.word();
    }

    @Override
    public String toString() {
        return "UnknownEvent[name=" + name() + "]";
    }
}
