/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The values of an event from the envelope of its delivery.
 *
 * <p>{@code toString} does not show the number. Immutable and thread-safe.
 *
 * @param name the event's name, for example {@code message_template_status_update:APPROVED}
 * @param field the field of Meta's envelope; null for the other two envelopes
 * @param entryId usually the WhatsApp Business account, the business portfolio for some fields; null for the other two
 *     envelopes
 * @param entryTime when Meta reported it; only for fields that are not about messages; precision one second
 * @param phoneNumberId the id of the receiving number; null if absent, for example on-premises
 * @param displayPhoneNumber the receiving number in display format; not suitable as an id
 */
public record EventSource(
        String name,
        @Nullable String field,
        @Nullable String entryId,
        @Nullable Instant entryTime,
        @Nullable String phoneNumberId,
        @Nullable String displayPhoneNumber) {

    public EventSource {
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return "EventSource[name=" + name + ", entryId=" + entryId + "]";
    }
}
