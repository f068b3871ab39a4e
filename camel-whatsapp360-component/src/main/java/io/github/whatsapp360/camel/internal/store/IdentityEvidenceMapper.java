/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.event.content.ContactCard;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.SystemNotice;
import io.github.whatsapp360.identity.internal.IdentityEvidence;
import io.github.whatsapp360.identity.internal.PersonIds;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.internal.DedupeKeys;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.EventOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps events and answers of the API to what they tell about the ids of a person.
 *
 * <p>Thread-safe.
 */
final class IdentityEvidenceMapper {

    private static final String USER = "user";

    /** Imported history names people as they were then. */
    private static final Set<String> OF_THE_PAST = Set.of("history");

    private final EventReader reader = new EventReader(Whatsapp360Exception::of);

    /**
     * Maps an event.
     *
     * @param now replaces a timestamp that is missing or in the future
     * @return null if the event contains no id of a person
     */
    @Nullable
    IdentityEvidence map(EventElement element, Instant now) {
        EventOrigin origin = element.origin();
        Instant timestamp = origin.timestamp();
        Instant at = timestamp == null || timestamp.isAfter(now) ? now : timestamp;
        if (OF_THE_PAST.contains(element.family())) {
            return null;
        }
        boolean message = element.family().equals("message");
        if ((message && element.name().equals("system")) || element.name().startsWith("user_id_update")) {
            IdentityEvidence changed = changed(element, at);
            if (changed != null) {
                return changed;
            }
        }
        PersonIds ids = idsOf(origin);
        if (message && element.name().equals("contacts") && ids.phone() == null && ids.userId() != null) {
            ids = PersonIds.of(sharedNumber(element), ids.userId(), ids.parentUserId(), ids.username());
        }
        return ids.isEmpty() ? null : IdentityEvidence.seen(ids, at, conversation(element, ids));
    }

    /** Events of a person run in one order, whatever event is the first that names the person: a status has its own. */
    private static String conversation(EventElement element, PersonIds ids) {
        return element.conversation().startsWith(USER + ':') ? element.conversation() : conversation(ids);
    }

    private static String conversation(PersonIds ids) {
        @Nullable String other = ids.userId() == null ? ids.parentUserId() : ids.userId();
        return DedupeKeys.of(USER, ids.phone() == null ? other : ids.phone());
    }

    /** The contact data name the same user: they were found by the number or the id of the event. */
    static PersonIds idsOf(EventOrigin origin) {
        boolean isGroup = origin.groupId() != null && Objects.equals(origin.groupId(), origin.from());
        EventOrigin.ContactIds contact = origin.contact();
        String phone = origin.from() == null ? contact.waId() : origin.from();
        String userId = origin.fromUserId() == null ? contact.userId() : origin.fromUserId();
        return PersonIds.of(isGroup ? null : phone, userId, contact.parentUserId(), contact.username());
    }

    /** The ids of the person whom a stored event concerns. */
    static PersonIds idsOf(InboundEvent event) {
        boolean isSender = event.from() != null || event.fromUserId() != null;
        String phone = isSender ? event.from() : event.recipientId();
        boolean isGroup = event.groupId() != null && Objects.equals(event.groupId(), phone);
        String parent = event.contact() == null ? null : event.contact().parentUserId();
        String userId = event.fromUserId() == null && event.contact() != null
                ? event.contact().userId()
                : event.fromUserId();
        return PersonIds.of(isGroup ? null : phone, userId, parent, null);
    }

    /** Maps a stored event; null if it names nobody, or people as they were in the past. */
    static @Nullable IdentityEvidence ofStored(InboundEvent event, Instant now) {
        PersonIds ids = idsOf(event);
        Instant timestamp = event.timestamp();
        Instant at = timestamp == null || timestamp.isAfter(now) ? now : timestamp;
        return ids.isEmpty() || OF_THE_PAST.contains(event.family())
                ? null
                : IdentityEvidence.seen(ids, at, conversation(ids));
    }

    /** Maps the answer to a send; null if it was sent to a group. */
    static @Nullable IdentityEvidence accepted(Recipient recipient, SendReceipt receipt, Instant now) {
        if (recipient instanceof Recipient.Group) {
            return null;
        }
        boolean byPhone = recipient instanceof Recipient.Phone;
        String phone = receipt.recipientId() == null && byPhone ? recipient.key() : receipt.recipientId();
        String parentOrUser = byPhone ? null : recipient.key();
        PersonIds ids =
                PersonIds.of(phone, receipt.userId() == null ? parentOrUser : receipt.userId(), parentOrUser, null);
        String conversation = DedupeKeys.of("user", ids.phone() == null ? recipient.key() : ids.phone());
        boolean isRewritten = byPhone && ids.phone() != null && !recipient.key().equals(ids.phone());
        return ids.isEmpty()
                ? null
                : new IdentityEvidence(ids, now, null, isRewritten ? recipient.key() : null, conversation);
    }

    private @Nullable String sharedNumber(EventElement element) {
        if (!(read(element) instanceof InboundMessage message)
                || !(message.content() instanceof InboundContent.Contacts cards)) {
            return null;
        }
        // A card that was sent by hand may be anybody's.
        List<String> numbers = cards.contacts().stream()
                .filter(card -> "contact_request".equals(card.origin()))
                .flatMap(card -> card.phones().stream())
                .map(ContactCard.Phone::waId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return numbers.size() == 1 ? numbers.get(0) : null;
    }

    private @Nullable IdentityEvidence changed(EventElement element, Instant at) {
        InboundEvent event = read(element);
        PersonIds before = PersonIds.NONE;
        PersonIds after = PersonIds.NONE;
        if (event instanceof UserEvent user && user.change() instanceof UserChange.IdUpdate update) {
            UserChange.IdUpdate.Ids parents = update.parentIds();
            before = PersonIds.of(null, update.ids().previous(), parents == null ? null : parents.previous(), null);
            after = PersonIds.of(null, update.ids().current(), parents == null ? null : parents.current(), null);
        } else if (event instanceof InboundMessage message
                && message.content() instanceof InboundContent.Notice notice) {
            before = before(element.origin(), notice.notice());
            after = after(notice.notice());
        }
        if (after.isEmpty()) {
            return null;
        }
        String conversation = conversation(element, before.isEmpty() ? after : before);
        return before.isEmpty()
                ? IdentityEvidence.seen(after, at, conversation)
                : IdentityEvidence.changed(before, after, at, conversation);
    }

    /** Whether {@code from_user_id} is the old id or the new one the sources do not agree on: the notice decides. */
    private static PersonIds before(EventOrigin origin, SystemNotice notice) {
        String named = notice.previousUserId() == null ? origin.fromUserId() : notice.previousUserId();
        String userId = Objects.equals(named, notice.userId()) ? null : named;
        String phone = Objects.equals(origin.from(), notice.news()) ? null : origin.from();
        return PersonIds.of(phone, userId, parentBefore(notice), null);
    }

    private static @Nullable String parentBefore(SystemNotice notice) {
        if (notice instanceof SystemNotice.NumberChanged changed) {
            return changed.previousParentUserId();
        }
        return notice instanceof SystemNotice.UserIdChanged changed ? changed.previousParentUserId() : null;
    }

    private static PersonIds after(SystemNotice notice) {
        boolean isChange = notice instanceof SystemNotice.NumberChanged
                || notice instanceof SystemNotice.UserIdChanged
                || notice instanceof SystemNotice.CustomerChangedNumber;
        return isChange ? PersonIds.of(notice.news(), notice.userId(), notice.parentUserId(), null) : PersonIds.NONE;
    }

    private @Nullable InboundEvent read(EventElement element) {
        try {
            return reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
