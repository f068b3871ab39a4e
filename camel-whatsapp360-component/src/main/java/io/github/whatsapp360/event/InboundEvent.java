package io.github.whatsapp360.event;

import io.github.whatsapp360.event.content.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that arrived: the body of a consumer's exchange. The record says which family it is of; the methods here are what
 * all families have in common, and what the headers of the exchange are filled from, null where a family has no such thing.
 *
 * <p>An element that cannot be read as any record of its family is an {@link UnrecognizedEvent} of that family. Events print
 * ids and types, never a number or a text. Immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks</a>
 */
public sealed interface InboundEvent
        permits InboundMessage,
                MessageStatus,
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

    /** The family, as the option {@code events} names it, for example {@code message}. */
    String family();

    /** The event's name, for example {@code text} or {@code call:connect}; unknown words as they came. */
    default String name() {
        return source().name();
    }

    /** What the envelope said about it. */
    EventSource source();

    /** The element exactly as it came. */
    RawJson raw();

    /** What WhatsApp tells of the user. */
    default @Nullable Contact contact() {
        return null;
    }

    /**
     * What a person would read: of a message what was said in it, of any other event its name and what it tells, a line
     * each. Ids, digests and what the envelope says are left out.
     */
    default String text() {
        return EventText.of(this);
    }

    /** The element's own id. */
    default @Nullable String eventId() {
        return null;
    }

    /** The message that arrived, or that the event is about. */
    default @Nullable String messageId() {
        return null;
    }

    /** The type of that message, for example {@code image}. */
    default @Nullable String messageType() {
        return null;
    }

    /** Whom to answer to: a phone number, digits only; for users who show none, the business-scoped user id. */
    default @Nullable String from() {
        return null;
    }

    /** The business-scoped id of the same user. */
    default @Nullable String fromUserId() {
        return null;
    }

    /** The name that the user goes by. */
    default @Nullable String contactName() {
        Contact contact = contact();
        return contact == null ? null : contact.displayName();
    }

    /** When it happened, not when it arrived; precision one second. */
    default @Nullable Instant timestamp() {
        return source().entryTime();
    }

    /** The message that is answered. */
    default @Nullable String contextMessageId() {
        return null;
    }

    /** The group it belongs to. */
    default @Nullable String groupId() {
        return null;
    }

    /** The id to fetch a file by. */
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

    /** The payload or id of the button or row that was tapped. */
    default @Nullable String buttonId() {
        return null;
    }

    /** How far a message, payment or call got. */
    default @Nullable String status() {
        return null;
    }

    /** Who was to receive the message that the event is about: a phone number, a group id, or a business-scoped user id. */
    default @Nullable String recipientId() {
        return null;
    }

    /** The code of the first error. */
    default @Nullable Integer errorCode() {
        return null;
    }
}
