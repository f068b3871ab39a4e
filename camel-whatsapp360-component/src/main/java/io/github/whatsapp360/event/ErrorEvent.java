/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.ErrorItem;
import org.jspecify.annotations.Nullable;

/**
 * An error of WhatsApp that concerns no single message: of the system, the app or the account.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the error exactly as received
 * @param error the error
 * @param problem the classified error; null if it has no code
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/errors"
 *     >Errors
 *     webhook</a>
 */
public record ErrorEvent(
        EventSource source,
        RawJson raw,
        ErrorItem error,
        @Nullable Problem problem) implements InboundEvent {

    public ErrorEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(error, "error");
    }

    @Override
    public String family() {
        return EventFamily.ERROR.word();
    }

    /** Code, title, message and details. */
    @Override
    public String text() {
        String text = error.text();
        return text.isEmpty() ? EventText.of(this) : text;
    }

    @Override
    public @Nullable Integer errorCode() {
        return error.code();
    }

    /**
     * Compares the received values, which determine all others. The problem is excluded, because exceptions have no
     * equality.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorEvent that && source.equals(that.source) && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return "ErrorEvent[code=" + error.code() + "]";
    }
}
