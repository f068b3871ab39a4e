package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.MediaContent;
import io.github.whatsapp360.event.content.MediaContent.Audio;
import io.github.whatsapp360.event.content.MediaContent.Document;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call began, ended, or left a recording.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the event exactly as it came
 * @param contact what WhatsApp tells of the user
 * @param id the call, for example {@code wacid.…}
 * @param event {@code connect}, {@code call_created}, {@code terminate}, {@code call_recording_available}, {@code
 *     call_transcription_available}, or the word as it came
 * @param direction {@code USER_INITIATED} or {@code BUSINESS_INITIATED}; the only sure sign of who is who
 * @param timestamp when; precision one second
 * @param from the user, whoever called: a phone number, else the business-scoped user id
 * @param fromUserId the business-scoped user id
 * @param fromParentUserId the same among linked portfolios
 * @param session how to connect, for WebRTC
 * @param status {@code COMPLETED} or {@code FAILED}, in any case
 * @param startTime when it was picked up
 * @param endTime when it ended
 * @param duration seconds
 * @param recording the sound; its URL is good for 5 minutes, its id for 7 days
 * @param transcript the words, likewise
 * @param callbackData the caller's own text, up to 512 characters
 * @param deeplinkPayload what the link carried by which the user called
 * @param ctaPayload what the button carried by which the user called
 * @param errors why it failed
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference">Calling</a>
 */
public record CallEvent(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        String id,
        String event,
        @Nullable String direction,
        @Nullable Instant timestamp,
        @Nullable String from,
        @Nullable String fromUserId,
        @Nullable String fromParentUserId,
        @Nullable Session session,
        @Nullable String status,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Long duration,
        @Nullable Audio recording,
        @Nullable Document transcript,
        @Nullable String callbackData,
        @Nullable String deeplinkPayload,
        @Nullable String ctaPayload,
        List<ErrorItem> errors)
        implements InboundEvent {

    public CallEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(id, "id");
        requireNonNull(event, "event");
        errors = List.copyOf(errors);
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
    public @Nullable String mediaId() {
        MediaContent media = recording == null ? transcript : recording;
        return media == null ? null : media.id();
    }

    @Override
    public @Nullable String mimeType() {
        MediaContent media = recording == null ? transcript : recording;
        return media == null ? null : media.mimeType();
    }

    @Override
    public @Nullable Integer errorCode() {
        return errors.isEmpty() ? null : errors.get(0).code();
    }

    @Override
    public String toString() {
        return "CallEvent[id=" + id + ", event=" + event + "]";
    }

    /**
     * How to connect.
     *
     * @param sdpType {@code offer} or {@code answer}
     * @param sdp the session description, RFC 8866
     */
    public record Session(
            @Nullable String sdpType, @Nullable String sdp) {
        @Override
        public String toString() {
            return "Session[sdpType=" + sdpType + "]";
        }
    }
}
