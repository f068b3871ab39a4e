/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the sent-message log, with the rules by which it changes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param message what is known
 * @param due when the delivery event of the message must be emitted, {@link Instant#EPOCH} for at once; null if there
 *     is none to emit
 * @param trace the trace context of the send; null if it was not traced
 */
record SentRow(
        SentMessage message,
        @Nullable Instant due,
        @Nullable String trace) {

    SentRow {
        Objects.requireNonNull(message, "message");
    }

    /** Creates the row of a message that is about to be sent. */
    static SentRow of(
            String key, @Nullable String correlationId, @Nullable String customer, Instant now, @Nullable Instant due) {
        return new SentRow(
                new SentMessage(
                        key, correlationId, customer, null, DeliveryState.requested, now, null, null, null, null, null),
                due,
                null);
    }

    /** A row without a delivery event. */
    static SentRow of(SentMessage message) {
        return new SentRow(message, null, null);
    }

    /** The same row, with the trace context of the send. */
    SentRow tracedBy(@Nullable String context) {
        return new SentRow(message, due, context);
    }

    String key() {
        return message.key();
    }

    DeliveryState state() {
        return message.state();
    }

    /** The row after the API has accepted the message. */
    SentRow accepted(String messageId, @Nullable String customer) {
        SentMessage known = identified(messageId, customer);
        return with(known, further(DeliveryState.accepted));
    }

    /** The row after a send without an answer. */
    SentRow unanswered() {
        return with(message, further(DeliveryState.unknown));
    }

    /** The row after a refusal. The send has failed, so there is no delivery event. */
    SentRow refused(@Nullable ErrorItem error) {
        if (state().compareTo(DeliveryState.notSent) >= 0) {
            return this;
        }
        SentMessage refused = message(message, DeliveryState.notSent, message.sentAt(), null, null, null, error);
        return new SentRow(refused, null, trace);
    }

    /** The row after a status. A message that has reached a state was in all states before it. */
    SentRow reported(String messageId, DeliveryState status, Instant at, @Nullable ErrorItem error) {
        SentMessage known = identified(messageId, null);
        boolean isNews = status == DeliveryState.failed
                ? !state().isDelivered() && state() != DeliveryState.failed
                : state() != DeliveryState.failed && status.compareTo(state()) > 0;
        if (!isNews) {
            return new SentRow(known, due, trace);
        }
        if (status == DeliveryState.failed) {
            return settled(message(known, status, known.sentAt(), null, null, at, error));
        }
        Instant sent = known.sentAt() == null ? at : known.sentAt();
        Instant delivered = status == DeliveryState.sent || known.deliveredAt() != null ? known.deliveredAt() : at;
        Instant read = status == DeliveryState.read ? at : null;
        SentMessage further = message(known, status, sent, delivered, read, null, null);
        return status == DeliveryState.sent ? new SentRow(further, due, trace) : settled(further);
    }

    /** The row after its delivery event was emitted. */
    SentRow emitted() {
        return new SentRow(message, null, trace);
    }

    private SentRow settled(SentMessage further) {
        return new SentRow(further, due == null ? null : Instant.EPOCH, trace);
    }

    private DeliveryState further(DeliveryState next) {
        return next.compareTo(state()) > 0 ? next : state();
    }

    private SentRow with(SentMessage known, DeliveryState state) {
        return new SentRow(
                message(
                        known,
                        state,
                        known.sentAt(),
                        known.deliveredAt(),
                        known.readAt(),
                        known.failedAt(),
                        known.error()),
                due,
                trace);
    }

    private SentMessage identified(String messageId, @Nullable String customer) {
        return new SentMessage(
                message.key(),
                message.correlationId(),
                customer == null ? message.customer() : customer,
                message.messageId() == null ? messageId : message.messageId(),
                message.state(),
                message.requestedAt(),
                message.sentAt(),
                message.deliveredAt(),
                message.readAt(),
                message.failedAt(),
                message.error());
    }

    private static SentMessage message(
            SentMessage known,
            DeliveryState state,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt,
            @Nullable ErrorItem error) {
        return new SentMessage(
                known.key(),
                known.correlationId(),
                known.customer(),
                known.messageId(),
                state,
                known.requestedAt(),
                sentAt,
                deliveredAt,
                readAt,
                failedAt,
                error);
    }
}
