package io.github.whatsapp360.camel;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.webhook.Origin;
import io.github.whatsapp360.window.Party;
import org.jspecify.annotations.Nullable;

/** Whose window it is, by whatever names the user or group. */
final class Parties {

    private Parties() {}

    static Party of(Recipient recipient) {
        if (recipient instanceof Recipient.Phone phone) {
            return Party.phone(phone.key());
        }
        return recipient instanceof Recipient.Group group ? Party.group(group.id()) : Party.user(recipient.key());
    }

    /** Null if the event concerns nobody. */
    static @Nullable Party of(Origin origin) {
        return of(origin.groupId(), origin.from(), origin.fromUserId());
    }

    /** Null if the event concerns nobody. */
    static @Nullable Party of(InboundEvent event) {
        boolean concernsUser = event.from() != null || event.fromUserId() != null;
        return of(event.groupId(), concernsUser ? event.from() : event.recipientId(), event.fromUserId());
    }

    private static @Nullable Party of(@Nullable String group, @Nullable String phone, @Nullable String userId) {
        if (group != null && !group.isEmpty()) {
            return Party.group(group);
        }
        Party named = phone == null ? null : named(phone);
        if (named == null || named.phone() == null) {
            return named == null && userId != null ? Party.user(userId) : named;
        }
        return new Party(named.phone(), userId);
    }

    /** Where a phone number is expected, statuses also put the ids of groups, and of users who show no number. */
    private static @Nullable Party named(String phone) {
        if (phone.isBlank()) {
            return null;
        }
        try {
            return of(Recipient.waId(phone));
        } catch (IllegalArgumentException neither) {
            return Party.group(phone);
        }
    }
}
