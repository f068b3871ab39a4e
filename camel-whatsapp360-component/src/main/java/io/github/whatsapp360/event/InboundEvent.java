/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import io.github.whatsapp360.event.content.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A received event: the body of a consumer's exchange. The record determines the family; the methods here are common to
 * all families and are the source of the exchange headers, null if a family has no such value.
 *
 * <p>An element that matches no record of its family is an {@link UnrecognizedEvent} of that family. {@code toString}
 * shows ids and types, never a number or a text. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks</a>
 */
public sealed interface InboundEvent
        permits InboundMessage,
                MessageStatus,
                DeliveryEvent,
                PaymentStatus,
                ErrorEvent,
                UserAction,
                CallEvent,
                CallStatus,
                TemplateEvent,
                AccountEvent,
                FlowEvent,
                GroupEvent,
                UserEvent,
                EchoMessage,
                HistoryEvent,
                HandoverEvent,
                PartnerEvent,
                UnknownEvent,
                UnrecognizedEvent {

    /** The family as in the option {@code events}, for example {@code message}. */
    String family();

    /** The name of the event, for example {@code text} or {@code call:connect}; unknown values as received. */
    default String name() {
        return source().name();
    }

    /** The values of the envelope. */
    EventSource source();

    /** The element exactly as received. */
    RawJson raw();

    /** The user's contact data. */
    default @Nullable Contact contact() {
        return null;
    }

    /**
     * The readable text: the content of a message, or the name and values of any other event, one per line. Ids,
     * digests and values of the envelope are omitted.
     */
    default String text() {
        return EventText.of(this);
    }

    /** The id of the element. */
    default @Nullable String eventId() {
        return null;
    }

    /** The id of the received message, or of the message that the event refers to. */
    default @Nullable String messageId() {
        return null;
    }

    /** The type of the message, for example {@code image}. */
    default @Nullable String messageType() {
        return null;
    }

    /**
     * The sender, as recipient of a reply: a phone number, digits only, or the business-scoped user id of a user who
     * hides the number.
     */
    default @Nullable String from() {
        return null;
    }

    /** The business-scoped user id of the sender. */
    default @Nullable String fromUserId() {
        return null;
    }

    /** The profile name of the user. */
    default @Nullable String contactName() {
        Contact contact = contact();
        return contact == null ? null : contact.displayName();
    }

    /** The time of the event, not of its delivery; precision one second. */
    default @Nullable Instant timestamp() {
        return source().entryTime();
    }

    /** The id of the message that is replied to. */
    default @Nullable String contextMessageId() {
        return null;
    }

    /** The id of the group. */
    default @Nullable String groupId() {
        return null;
    }

    /** The media id of the file. */
    default @Nullable String mediaId() {
        return null;
    }

    /** The MIME type of that file. */
    default @Nullable String mimeType() {
        return null;
    }

    /** The name of that file on the user's device. Not safe as a path. */
    default @Nullable String mediaFileName() {
        return null;
    }

    /** The payload or id of the tapped button or list row. */
    default @Nullable String buttonId() {
        return null;
    }

    /** The status of a message, payment or call. */
    default @Nullable String status() {
        return null;
    }

    /**
     * The recipient of the message that the event refers to: a phone number, a group id, or a business-scoped user id.
     */
    default @Nullable String recipientId() {
        return null;
    }

    /** The code of the first error. */
    default @Nullable Integer errorCode() {
        return null;
    }
}
