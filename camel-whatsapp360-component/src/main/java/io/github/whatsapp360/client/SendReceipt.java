/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The API accepted a message. This does not mean <em>delivered</em>: status events with this message id report the
 * delivery.
 *
 * <p>Immutable and thread-safe.
 *
 * @param messageId the {@code wamid}
 * @param recipientId the {@code wa_id} of the recipient as resolved by the API; may differ from the requested
 *     recipient, and is absent for groups and for users who hide their number
 * @param userId the business-scoped user id; absent in older responses
 * @param messageStatus {@code accepted}, {@code held_for_quality_assessment} or {@code paused}; templates only, as a
 *     rule
 */
public record SendReceipt(
        String messageId,
        @Nullable String recipientId,
        @Nullable String userId,
        @Nullable String messageStatus) {

    public SendReceipt {
        requireNonNull(messageId, "messageId");
    }

    /** Shows only the message id. */
    @Override
    public String toString() {
        return "SendReceipt[" + messageId + "]";
    }
}
