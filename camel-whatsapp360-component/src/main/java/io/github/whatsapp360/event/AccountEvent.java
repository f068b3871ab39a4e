/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.AccountChange;
import io.github.whatsapp360.event.change.AccountSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the business, its account or its number.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param change the details of the change
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview#fields">Webhook
 *     fields</a>
 */
public record AccountEvent(EventSource source, RawJson raw, AccountChange change) implements InboundEvent {

    public AccountEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
    }

    @Override
    public String family() {
        return EventFamily.ACCOUNT.word();
    }

    @Override
    public @Nullable Instant timestamp() {
        return change instanceof AccountSettings settings ? settings.timestamp() : source.entryTime();
    }

    @Override
    public String toString() {
        return "AccountEvent[name=" + name() + "]";
    }
}
