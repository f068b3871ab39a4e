/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.MediaContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that the business sent with the WhatsApp Business app on its phone.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the message exactly as received
 * @param contact the user's contact data
 * @param message the message; {@code from} is the business, {@code to} the user
 * @see <a href="https://docs.360dialog.com/partner/onboarding/coexistence">Coexistence</a>
 */
public record EchoMessage(
        EventSource source, RawJson raw, @Nullable Contact contact, ChatMessage message) implements InboundEvent {

    public EchoMessage {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(message, "message");
    }

    @Override
    public String family() {
        return EventFamily.ECHO.word();
    }

    @Override
    public String text() {
        return EventText.of(message, raw);
    }

    @Override
    public @Nullable String eventId() {
        return message.id();
    }

    @Override
    public @Nullable String messageId() {
        return message.id();
    }

    @Override
    public String messageType() {
        return message.content().type();
    }

    @Override
    public @Nullable Instant timestamp() {
        return message.timestamp();
    }

    @Override
    public @Nullable String contextMessageId() {
        return message.context() == null ? null : message.context().id();
    }

    @Override
    public @Nullable String mediaId() {
        return message.content() instanceof MediaContent media ? media.id() : null;
    }

    @Override
    public @Nullable String mimeType() {
        return message.content() instanceof MediaContent media ? media.mimeType() : null;
    }

    @Override
    public @Nullable String mediaFileName() {
        return message.content() instanceof MediaContent media ? media.filename() : null;
    }

    @Override
    public @Nullable String recipientId() {
        return message.to() == null ? message.toUserId() : message.to();
    }

    @Override
    public String toString() {
        return "EchoMessage[id=" + message.id() + ", type=" + messageType() + "]";
    }
}
