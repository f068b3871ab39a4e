package io.github.whatsapp360.webhook.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event concerns, when, and what it does to that user's customer service window.
 *
 * <p>Prints no numbers. Immutable and thread-safe.
 *
 * @param from the user's phone number as WhatsApp writes it, digits only; the recipient for a status, the sender for a message
 * @param fromUserId the same user's business-scoped id
 * @param groupId the group, if the event belongs to one
 * @param timestamp when it happened, by the event's own clock and not by arrival; precision one second
 * @param window what it does to the window
 * @param phoneNumberId the API's id of the business's number that it is about; null of what is about the whole account
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows">Customer
 *     service windows</a>
 */
public record Origin(
        @Nullable String from,
        @Nullable String fromUserId,
        @Nullable String groupId,
        @Nullable Instant timestamp,
        Window window,
        @Nullable String phoneNumberId) {

    /** What an event does to the customer service window. */
    public enum Window {
        /** Nothing. */
        UNTOUCHED,
        /** The user wrote or called: open for 24 hours from the timestamp. */
        OPENED_BY_USER,
        /** A template reached the user, which opens the window by 360dialog's guide and not by Meta's. */
        TEMPLATE_DELIVERED,
        /** The API calls a message part of an open window: it was open when that message was sent, whoever opened it. */
        FOUND_OPEN,
        /** The API refused a free-form message because the window is closed. */
        FOUND_CLOSED
    }

    @Override
    public String toString() {
        return "Origin[timestamp=" + timestamp + ", window=" + window + "]";
    }
}
