package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.Handover;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.Contact;
import io.github.whatsapp360.event.content.MediaContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another agent has a conversation, gave it back, or goes on in it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the element exactly as it came
 * @param contact what WhatsApp tells of the user
 * @param from the user whose conversation it is; to answer takes the conversation over
 * @param timestamp when; precision one second
 * @param change who has it, or what happened in it
 * @see <a href="https://docs.360dialog.com/docs/mba/webhooks">Webhooks of the Meta Business Agent</a>
 */
public record HandoverEvent(
        EventSource source,
        RawJson raw,
        @Nullable Contact contact,
        @Nullable String from,
        @Nullable Instant timestamp,
        Handover change)
        implements InboundEvent {

    public HandoverEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
    }

    @Override
    public String family() {
        return EventFamily.HANDOVER.word();
    }

    /** The one message that this is about; null for changes of control and statuses. */
    public @Nullable ChatMessage message() {
        if (change instanceof Handover.StandbyMessage standby) {
            return standby.message();
        }
        return change instanceof Handover.StandbyEcho echo ? echo.message() : null;
    }

    @Override
    public String text() {
        ChatMessage message = message();
        return message == null ? EventText.of(this) : EventText.of(message, raw);
    }

    @Override
    public @Nullable String eventId() {
        if (change instanceof Handover.StandbyStatus standby) {
            return standby.id();
        }
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
    public @Nullable String status() {
        return change instanceof Handover.StandbyStatus standby ? standby.status() : null;
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
        return "HandoverEvent[name=" + name() + "]";
    }
}
