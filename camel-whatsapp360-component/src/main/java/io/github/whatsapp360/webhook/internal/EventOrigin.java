/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The user that an event concerns, its time, and its effect on that user's customer service window.
 *
 * <p>Its string contains no phone numbers. Immutable and thread-safe.
 *
 * @param from the user's phone number digits only; the recipient for a status, the sender for a message
 * @param fromUserId the same user's business-scoped id
 * @param groupId the group, if the event belongs to one
 * @param timestamp time of the event, not of its arrival; precision one second
 * @param window effect on the window
 * @param phoneNumberId the API's id of the business phone number; null for events of the whole account
 * @param contact what the contact data beside the event tells of the same user
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows"
 *     >Customer
 *     service windows</a>
 */
public record EventOrigin(
        @Nullable String from,
        @Nullable String fromUserId,
        @Nullable String groupId,
        @Nullable Instant timestamp,
        Window window,
        @Nullable String phoneNumberId,
        ContactIds contact) {

    /** Creates the origin of an event without contact data. */
    public EventOrigin(
            @Nullable String from,
            @Nullable String fromUserId,
            @Nullable String groupId,
            @Nullable Instant timestamp,
            Window window,
            @Nullable String phoneNumberId) {
        this(from, fromUserId, groupId, timestamp, window, phoneNumberId, ContactIds.NONE);
    }

    /**
     * The number, ids and name of the user beside an event.
     *
     * <p>Its string contains none of them. Immutable and thread-safe.
     *
     * @param waId the user's number
     * @param userId business-scoped
     * @param parentUserId among linked portfolios
     * @param username with or without {@code @}
     */
    public record ContactIds(
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String username) {

        /** No contact data. */
        public static final ContactIds NONE = new ContactIds(null, null, null, null);

        @Override
        public String toString() {
            return "ContactIds[…]";
        }
    }

    /** The effect of an event on the customer service window. */
    public enum Window {
        /** No effect. */
        UNTOUCHED,
        /** The user wrote or called: the window is open for 24 hours from the timestamp. */
        OPENED_BY_USER,
        /** A template was delivered: it opens the window according to 360dialog's guide, but not Meta's. */
        TEMPLATE_DELIVERED,
        /** The API reported a message as part of an open window: it was open when that message was sent. */
        FOUND_OPEN,
        /** The API refused a free-form message because the window is closed. */
        FOUND_CLOSED
    }

    @Override
    public String toString() {
        return "EventOrigin[timestamp=" + timestamp + ", window=" + window + "]";
    }
}
