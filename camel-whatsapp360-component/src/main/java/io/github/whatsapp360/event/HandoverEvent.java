/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.Handover;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.MediaContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another agent has taken a conversation, has returned it, or continues it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param contact the user's contact data
 * @param from the user of the conversation; replying takes the conversation over
 * @param timestamp time of the event; precision one second
 * @param change the change of control, or the event in the conversation
 * @see <a href="https://docs.360dialog.com/docs/mba/webhooks">Webhooks of the Meta Business Agent</a>
 */
public record HandoverEvent(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        @Nullable String from,
        @Nullable Instant timestamp,
        Handover change)
        implements InboundEvent {

    public HandoverEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
    }

    @Override
    public String family() {
        return EventFamily.HANDOVER.word();
    }

    /** The message of this event; null for changes of control and statuses. */
    public @Nullable ChatMessage message() {
        if (change instanceof Handover.StandbyMessage standby) {
            return standby.message();
        }
        return change instanceof Handover.StandbyEcho echo ? echo.message() : null;
    }

    @Override
    public String text() {
        ChatMessage message = message();
        return message == null ? EventText.of(this) : EventText.of(message, raw);
    }

    @Override
    public @Nullable String eventId() {
        if (change instanceof Handover.StandbyStatus standby) {
            return standby.id();
        }
        ChatMessage message = message();
        return message == null ? null : message.id();
    }

    @Override
    public @Nullable String messageId() {
        return eventId();
    }

    @Override
    public @Nullable String messageType() {
        ChatMessage message = message();
        return message == null ? null : message.content().type();
    }

    @Override
    public @Nullable String status() {
        return change instanceof Handover.StandbyStatus standby ? standby.status() : null;
    }

    @Override
    public @Nullable String mediaId() {
        ChatMessage message = message();
        return message != null && message.content() instanceof MediaContent media ? media.id() : null;
    }

    @Override
    public @Nullable String mimeType() {
        ChatMessage message = message();
        return message != null && message.content() instanceof MediaContent media ? media.mimeType() : null;
    }

    @Override
    public String toString() {
        return "HandoverEvent[name=" + name() + "]";
    }
}
