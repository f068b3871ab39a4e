package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.SystemNotice;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.window.internal.WindowEvent;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps events to their effects on windows.
 *
 * <p>Thread-safe.
 */
final class WindowEventMapper {

    /** Families whose phone number and id currently belong to one user. */
    private static final Set<String> CURRENT = Set.of("message", "status", "call");

    private final EventReader reader = new EventReader(Whatsapp360Exception::of);

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
            return moved(element, owner, at);
        }
        if (owner == null) {
            return null;
        }
        return switch (element.origin().window()) {
            case OPENED_BY_USER -> new WindowEvent(owner, Effect.USER_WROTE, at);
            case TEMPLATE_DELIVERED -> new WindowEvent(owner, Effect.TEMPLATE_DELIVERED, at);
            case FOUND_OPEN -> new WindowEvent(owner, Effect.SEEN_OPEN, at);
            case FOUND_CLOSED -> new WindowEvent(owner, Effect.SEEN_CLOSED, at);
            case UNTOUCHED ->
                owner.phone() != null && owner.userId() != null && CURRENT.contains(element.family())
                        ? new WindowEvent(owner, Effect.IDENTIFIED, at)
                        : null;
        };
    }

    private @Nullable WindowEvent moved(EventElement element, @Nullable WindowOwner from, Instant at) {
        InboundEvent event;
        try {
            event = reader.read(element.json());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
        if (event instanceof UserEvent user && user.change() instanceof UserChange.IdUpdate update) {
            WindowOwner before = owner(null, update.ids().previous());
            WindowOwner after = owner(null, update.ids().current());
            return before == null || after == null ? null : WindowEvent.moved(before, after, at);
        }
        if (event instanceof InboundMessage message && message.content() instanceof InboundContent.Notice notice) {
            WindowOwner after = newOwner(notice.notice());
            return from == null || after == null ? null : WindowEvent.moved(from, after, at);
        }
        return null;
    }

    private static @Nullable WindowOwner newOwner(SystemNotice notice) {
        if (notice instanceof SystemNotice.NumberChanged changed) {
            return owner(changed.waId(), null);
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
