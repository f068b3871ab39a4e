/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.event.content.ContactCard;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.SystemNotice;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.EventOrigin;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps events to their effects on windows.
 *
 * <p>Thread-safe.
 */
final class WindowEventMapper {

    /** Families whose phone number and id currently belong to one user. */
    private static final Set<String> CURRENT = Set.of("message", "status", "call");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{7,15}");

    private final SendTimes sent;
    private final EventReader reader = new EventReader(Whatsapp360Exception::of);

    /** @param sent when messages were sent; learns from statuses */
    WindowEventMapper(SendTimes sent) {
        this.sent = sent;
    }

    /**
     * Maps an event.
     *
     * @param now replaces a timestamp that is missing or in the future
     * @return null if the event has no effect and no identities to link
     */
    @Nullable
    WindowEvent map(EventElement element, Instant now) {
        WindowOwner owner = WindowOwners.of(element.origin());
        Instant timestamp = element.origin().timestamp();
        Instant at = timestamp == null || timestamp.isAfter(now) ? now : timestamp;
        if (element.name().equals("system") || element.name().startsWith("user_id_update")) {
            return moved(element, at);
        }
        if (owner == null) {
            return null;
        }
        if (element.name().equals("contacts") && element.family().equals("message")) {
            owner = withSharedNumber(owner, element);
        }
        boolean status = element.family().equals("status");
        if (status && element.name().equals("sent")) {
            sent.learn(element.conversation(), at);
        }
        return switch (element.origin().window()) {
            case OPENED_BY_USER -> new WindowEvent(owner, Effect.USER_WROTE, at);
            case TEMPLATE_DELIVERED -> new WindowEvent(owner, Effect.TEMPLATE_DELIVERED, at);
            case FOUND_OPEN -> new WindowEvent(owner, Effect.SEEN_OPEN, sent.timeOf(element.conversation(), at));
            case FOUND_CLOSED -> new WindowEvent(owner, Effect.SEEN_CLOSED, at);
            case UNTOUCHED ->
                owner.phone() != null && owner.userId() != null && CURRENT.contains(element.family())
                        ? new WindowEvent(owner, Effect.IDENTIFIED, at)
                        : null;
        };
    }

    /** A user who hides the number and answers the request for it: the number is the user's own from now on. */
    private WindowOwner withSharedNumber(WindowOwner owner, EventElement element) {
        String userId = owner.userId();
        boolean asked =
                owner.phone() == null && userId != null && element.origin().groupId() == null;
        if (!asked
                || !(read(element) instanceof InboundMessage message)
                || !(message.content() instanceof InboundContent.Contacts cards)) {
            return owner;
        }
        List<String> numbers = cards.contacts().stream()
                .filter(card -> "contact_request".equals(card.origin()))
                .flatMap(card -> card.phones().stream())
                .map(ContactCard.Phone::waId)
                .filter(Objects::nonNull)
                .filter(number -> DIGITS.matcher(number).matches())
                .distinct()
                .toList();
        return numbers.size() == 1 ? new WindowOwner(numbers.get(0), userId) : owner;
    }

    private @Nullable InboundEvent read(EventElement element) {
        try {
            return reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private @Nullable WindowEvent moved(EventElement element, Instant at) {
        InboundEvent event = read(element);
        if (event instanceof UserEvent user && user.change() instanceof UserChange.IdUpdate update) {
            WindowOwner before = owner(null, update.ids().previous());
            WindowOwner after = owner(null, update.ids().current());
            return before == null || after == null ? null : WindowEvent.moved(before, after, at);
        }
        if (event instanceof InboundMessage message && message.content() instanceof InboundContent.Notice notice) {
            SystemNotice told = notice.notice();
            WindowOwner after = newOwner(told);
            WindowOwner from = oldOwner(element.origin(), told);
            return from == null || after == null ? null : WindowEvent.moved(from, after, at);
        }
        return null;
    }

    /**
     * Whether {@code from_user_id} is the old id or the new one the sources do not agree on: the notice itself decides.
     */
    private static @Nullable WindowOwner oldOwner(EventOrigin origin, SystemNotice notice) {
        String userId = notice.previousUserId() == null ? origin.fromUserId() : notice.previousUserId();
        WindowOwner named = WindowOwners.of(origin);
        boolean shown = named != null && named.phone() != null && !named.phone().equals(notice.news());
        return owner(shown ? named.phone() : null, userId == null || userId.equals(notice.userId()) ? null : userId);
    }

    private static @Nullable WindowOwner newOwner(SystemNotice notice) {
        if (notice instanceof SystemNotice.NumberChanged changed) {
            return owner(changed.waId(), changed.userId());
        }
        if (notice instanceof SystemNotice.UserIdChanged changed) {
            return owner(changed.waId(), changed.userId());
        }
        if (notice instanceof SystemNotice.CustomerChangedNumber changed) {
            return owner(changed.waId() == null ? changed.newWaId() : changed.waId(), null);
        }
        return null;
    }

    private static @Nullable WindowOwner owner(@Nullable String phone, @Nullable String userId) {
        return phone == null && userId == null ? null : new WindowOwner(phone, userId);
    }
}
