/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.event.content.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a user's id or preferences.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the change exactly as received
 * @param contact the user's contact data
 * @param change what it is
 * @see <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences"
 *     >User
 *     preferences webhook</a>
 */
public record UserEvent(
        EventSource source, RawJson raw, @Nullable Contact contact, UserChange change) implements InboundEvent {

    public UserEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
    }

    @Override
    public String family() {
        return EventFamily.USER.word();
    }

    @Override
    public @Nullable String from() {
        return change.waId() == null ? change.userId() : change.waId();
    }

    @Override
    public @Nullable String fromUserId() {
        return change.userId();
    }

    @Override
    public @Nullable Instant timestamp() {
        return change.timestamp() == null ? source.entryTime() : change.timestamp();
    }

    @Override
    public String toString() {
        return "UserEvent[name=" + name() + "]";
    }
}
