/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action of a user on a marketing message. Contains neither the user nor the message: correlate by tracking token,
 * then by click id.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the action exactly as received
 * @param actionType {@code marketing_messages_link_click}, {@code landing_page_view}, or the received value
 * @param timestamp time of the event; precision one second
 * @param linkClick the clicked link; null for other actions
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
     * @param productId id of the linked product
     * @param clickId id of the tap
     * @param trackingToken tracking token of the link
     * @param clientUserAgent user agent of the user's browser
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
