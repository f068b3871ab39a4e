package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user did something with a marketing message. Tells neither user nor message: correlate by tracking token, then by click
 * id.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the action exactly as it came
 * @param actionType {@code marketing_messages_link_click}, {@code landing_page_view}, or the word as it came
 * @param timestamp when; precision one second
 * @param linkClick which link; null for other actions
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/marketing-messages/track-click-events">Track
 *     click events</a>
 */
public record UserAction(
        EventSource source,
        RawJson raw,
        String actionType,
        @Nullable Instant timestamp,
        @Nullable LinkClick linkClick) implements InboundEvent {

    public UserAction {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(actionType, "actionType");
    }

    @Override
    public String family() {
        return EventFamily.USER_ACTION.word();
    }

    @Override
    public String toString() {
        return "UserAction[actionType=" + actionType + "]";
    }

    /**
     * A tap on a link.
     *
     * @param clickComponent {@code cta} or {@code body}, in capitals at times
     * @param productId the product it led to
     * @param clickId the tap
     * @param trackingToken the link
     * @param clientUserAgent the user's browser
     */
    public record LinkClick(
            @Nullable String clickComponent,
            @Nullable String productId,
            @Nullable String clickId,
            @Nullable String trackingToken,
            @Nullable String clientUserAgent) {
        @Override
        public String toString() {
            return "LinkClick";
        }
    }
}
