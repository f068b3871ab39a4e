/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a call by the business.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the status exactly as received
 * @param contact the user's contact data
 * @param id the call
 * @param status {@code RINGING}, {@code ACCEPTED}, {@code REJECTED}, or the received value
 * @param timestamp time of the event; precision one second
 * @param recipientId the called user: a phone number, otherwise the business-scoped user id
 * @param recipientUserId the business-scoped user id
 * @param recipientParentUserId the parent user id of linked portfolios
 * @param callbackData the callback data of the call, up to 512 characters
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/business-initiated-calls"
 *     >Business-initiated
 *     calls</a>
 */
public record CallStatus(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        String id,
        String status,
        @Nullable Instant timestamp,
        @Nullable String recipientId,
        @Nullable String recipientUserId,
        @Nullable String recipientParentUserId,
        @Nullable String callbackData)
        implements InboundEvent {

    public CallStatus {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(id, "id");
        requireNonNull(status, "status");
    }

    @Override
    public String family() {
        return EventFamily.CALL.word();
    }

    @Override
    public String eventId() {
        return id;
    }

    @Override
    public String toString() {
        return "CallStatus[id=" + id + ", status=" + status + "]";
    }
}
