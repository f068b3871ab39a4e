/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.HistoryPart;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.MediaContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of the message history from before the number was connected to the API. An import: do not reply to it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param contact the user's contact data
 * @param part the imported part
 * @see <a href="https://docs.360dialog.com/partner/onboarding/coexistence">Coexistence</a>
 */
public record HistoryEvent(
        EventSource source, RawJson raw, @Nullable Contact contact, HistoryPart part) implements InboundEvent {

    public HistoryEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(part, "part");
    }

    @Override
    public String family() {
        return EventFamily.HISTORY.word();
    }

    /** The message of this event; null for chunks and contacts. */
    public @Nullable ChatMessage message() {
        if (part instanceof HistoryPart.Message single) {
            return single.message();
        }
        return part instanceof HistoryPart.Echo echo ? echo.message() : null;
    }

    @Override
    public String text() {
        ChatMessage message = message();
        return message == null ? EventText.of(this) : EventText.of(message, raw);
    }

    @Override
    public @Nullable String eventId() {
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
    public @Nullable Instant timestamp() {
        ChatMessage message = message();
        return message == null ? source.entryTime() : message.timestamp();
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
        return "HistoryEvent[name=" + name() + "]";
    }
}
