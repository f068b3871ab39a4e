/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message that was sent with {@code trackDelivery=true}: exactly one event for each. The component
 * makes it from the statuses of the message; it does not come from WhatsApp.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the name of the event
 * @param raw the event as JSON
 * @param key our own key of the message
 * @param outcome one of the words delivered, failed, timeout (accepted, and not delivered in time) and unknown (no
 *     answer to the request, and no status in time)
 * @param messageId the message id that the send returned; null if it is not known
 * @param correlationId the correlation id of the sender
 * @param recipientId the recipient: phone number, group id or business-scoped user id
 * @param timestamp when the event was made
 * @param deliveredAt when the message was delivered
 * @param readAt when it was read, if that was known
 * @param error why it failed
 * @param problem the classified error: an exception of the family that a failed send throws; null if there is none
 */
public record DeliveryEvent(
        EventSource source,
        RawJson raw,
        String key,
        String outcome,
        @Nullable String messageId,
        @Nullable String correlationId,
        @Nullable String recipientId,
        @Nullable Instant timestamp,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable ErrorItem error,
        @Nullable Problem problem)
        implements InboundEvent {

    public DeliveryEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(key, "key");
        requireNonNull(outcome, "outcome");
    }

    @Override
    public String family() {
        return EventFamily.DELIVERY.word();
    }

    /** The outcome and the error. */
    @Override
    public String text() {
        return Words.lines(outcome, error == null ? null : error.text());
    }

    @Override
    public String eventId() {
        return key;
    }

    @Override
    public String status() {
        return outcome;
    }

    @Override
    public @Nullable Integer errorCode() {
        return error == null ? null : error.code();
    }

    /** Compares the event's JSON, which determines everything. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeliveryEvent that && source.equals(that.source) && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return "DeliveryEvent[key=" + key + ", outcome=" + outcome + ", errorCode=" + errorCode() + "]";
    }
}
