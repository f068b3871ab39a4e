/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.PartnerNotice;
import org.jspecify.annotations.Nullable;

/**
 * A notice of 360dialog.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param id the event id, the same in each repeated delivery
 * @param notice the details
 * @see <a href="https://docs.360dialog.com/partner/onboarding/webhook-events-and-setup">Webhook events</a>
 */
public record PartnerEvent(
        EventSource source, RawJson raw, @Nullable String id, PartnerNotice notice) implements InboundEvent {

    public PartnerEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(notice, "notice");
    }

    @Override
    public String family() {
        return EventFamily.PARTNER.word();
    }

    @Override
    public @Nullable String eventId() {
        return id;
    }

    @Override
    public String toString() {
        return "PartnerEvent[name=" + name() + "]";
    }
}
