package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.PartnerNotice;
import org.jspecify.annotations.Nullable;

/**
 * 360dialog itself reports something.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the element exactly as it came
 * @param id the event, the same in each repetition
 * @param notice what happened
 * @see <a href="https://docs.360dialog.com/partner/onboarding/webhook-events-and-setup">Webhook events</a>
 */
public record PartnerEvent(
        EventSource source, RawJson raw, @Nullable String id, PartnerNotice notice) implements InboundEvent {

    public PartnerEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(notice, "notice");
    }

    @Override
    public String family() {
        return EventFamily.PARTNER.word();
    }

    @Override
    public @Nullable String eventId() {
        return id;
    }

    @Override
    public String toString() {
        return "PartnerEvent[name=" + name() + "]";
    }
}
