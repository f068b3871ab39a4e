package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the envelope of a delivery said about an event.
 *
 * <p>Does not print the number. Immutable and thread-safe.
 *
 * @param name the event's name, for example {@code message_template_status_update:APPROVED}
 * @param field the field of Meta's envelope it came in; null in the other two
 * @param entryId the WhatsApp Business account as a rule, the business portfolio for some fields; null in the other two
 * @param entryTime when Meta reported it; only for fields that are not about messages; precision one second
 * @param phoneNumberId the receiving number's id; null where it is not told, on-premises for instance
 * @param displayPhoneNumber the receiving number as text, not fit to tell numbers apart
 */
public record EventSource(
        String name,
        @Nullable String field,
        @Nullable String entryId,
        @Nullable Instant entryTime,
        @Nullable String phoneNumberId,
        @Nullable String displayPhoneNumber) {

    public EventSource {
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return "EventSource[name=" + name + ", entryId=" + entryId + "]";
    }
}
