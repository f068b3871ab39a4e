/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.delivery;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one sent message: a row of the sent-message log. Messages that were sent with {@code waitFor} or
 * {@code trackDelivery} are in the log, for 30 days by default.
 *
 * <p>{@code toString} shows neither recipient nor correlation id. Immutable and thread-safe.
 *
 * @param key our own key of the message, which travels with it
 * @param correlationId the correlation id of the sender; null if there is none
 * @param customer the recipient: phone number (digits only), business-scoped user id or group id
 * @param messageId the {@code wamid}; null as long as neither the answer nor a status told it
 * @param state the state
 * @param requestedAt when the message was written to the log, before the request was sent
 * @param sentAt when it was sent, at the latest; null if it was not
 * @param deliveredAt when it was delivered, at the latest; null if it was not
 * @param readAt when it was read; null if it was not
 * @param failedAt when it failed; null if it did not
 * @param error why it failed or was refused; null if it did not, or if no reason was given
 */
public record SentMessage(
        String key,
        @Nullable String correlationId,
        @Nullable String customer,
        @Nullable String messageId,
        DeliveryState state,
        Instant requestedAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable Instant failedAt,
        @Nullable ErrorItem error) {

    public SentMessage {
        requireNonNull(key, "key");
        requireNonNull(state, "state");
        requireNonNull(requestedAt, "requestedAt");
    }

    @Override
    public String toString() {
        return "SentMessage[" + key + ", " + state + "]";
    }
}
