/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * A call began, ended, or its recording is available.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the event exactly as received
 * @param contact the user's contact data
 * @param id the call, for example {@code wacid.…}
 * @param event {@code connect}, {@code call_created}, {@code terminate}, {@code call_recording_available}, {@code
 *     call_transcription_available}, or the received value
 * @param direction {@code USER_INITIATED} or {@code BUSINESS_INITIATED}; the only reliable indication of the caller
 * @param timestamp time of the event; precision one second
 * @param from the user, also of a call by the business: a phone number, otherwise the business-scoped user id
 * @param fromUserId the business-scoped user id
 * @param fromParentUserId the parent user id of linked portfolios
 * @param session the WebRTC session
 * @param status {@code COMPLETED} or {@code FAILED}, in any case
 * @param startTime when it was answered
 * @param endTime when it ended
 * @param duration in seconds
 * @param recording the audio; its URL is valid for 5 minutes, its id for 7 days
 * @param transcript the transcript; same validity
 * @param callbackData the callback data of the call, up to 512 characters
 * @param deeplinkPayload the payload of the link by which the user called
 * @param ctaPayload the payload of the button by which the user called
 * @param errors the reasons of a failure
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference">Calling</a>
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
     * The session description.
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
