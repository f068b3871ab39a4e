package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a call of ours got.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the status exactly as it came
 * @param contact what WhatsApp tells of the user
 * @param id the call
 * @param status {@code RINGING}, {@code ACCEPTED}, {@code REJECTED}, or the word as it came
 * @param timestamp when; precision one second
 * @param recipientId who is called: a phone number, else the business-scoped user id
 * @param recipientUserId the business-scoped user id
 * @param recipientParentUserId the same among linked portfolios
 * @param callbackData the caller's own text, up to 512 characters
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/business-initiated-calls">Business-initiated
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
