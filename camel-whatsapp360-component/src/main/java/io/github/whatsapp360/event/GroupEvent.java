/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.GroupChange;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a group, or a failed change with errors.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the change exactly as received
 * @param timestamp time of the event; precision one second
 * @param groupId id of the group; null if it could not be created
 * @param requestId id of the API call that requested it
 * @param errors the reasons of a failure
 * @param change the details of the change
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/webhooks">Groups
 *     webhooks</a>
 */
public record GroupEvent(
        EventSource source,
        RawJson raw,
        @Nullable Instant timestamp,
        @Nullable String groupId,
        @Nullable String requestId,
        List<ErrorItem> errors,
        GroupChange change)
        implements InboundEvent {

    public GroupEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
        errors = List.copyOf(errors);
    }

    @Override
    public String family() {
        return EventFamily.GROUP.word();
    }

    @Override
    public @Nullable Integer errorCode() {
        return errors.isEmpty() ? null : errors.get(0).code();
    }

    @Override
    public String toString() {
        return "GroupEvent[name=" + name() + "]";
    }
}
