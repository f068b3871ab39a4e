/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.EventOrigin;
import io.github.whatsapp360.window.internal.WindowOwner;
import org.jspecify.annotations.Nullable;

/** Finds the window owner of a recipient or an event. */
public final class WindowOwners {

    private WindowOwners() {}

    public static WindowOwner of(Recipient recipient) {
        if (recipient instanceof Recipient.Phone phone) {
            return WindowOwner.phone(phone.key());
        }
        return recipient instanceof Recipient.Group group
                ? WindowOwner.group(group.id())
                : WindowOwner.user(recipient.key());
    }

    /** Returns null if the event concerns no user or group. */
    public static @Nullable WindowOwner of(EventOrigin origin) {
        return of(origin.groupId(), origin.from(), origin.fromUserId());
    }

    /** Returns null if the event concerns no user or group. */
    public static @Nullable WindowOwner of(InboundEvent event) {
        boolean concernsUser = event.from() != null || event.fromUserId() != null;
        return of(event.groupId(), concernsUser ? event.from() : event.recipientId(), event.fromUserId());
    }

    private static @Nullable WindowOwner of(@Nullable String group, @Nullable String phone, @Nullable String userId) {
        if (group != null && !group.isEmpty()) {
            return WindowOwner.group(group);
        }
        WindowOwner named = phone == null ? null : named(phone);
        if (named == null || named.phone() == null) {
            return named == null && userId != null ? WindowOwner.user(userId) : named;
        }
        return new WindowOwner(named.phone(), userId);
    }

    /** The phone number of a status may also be the id of a group, or of a user who shows no number. */
    private static @Nullable WindowOwner named(String phone) {
        if (phone.isBlank()) {
            return null;
        }
        try {
            return of(Recipient.waId(phone));
        } catch (IllegalArgumentException neither) {
            return WindowOwner.group(phone);
        }
    }
}
