/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.message.DirectSend;
import io.github.whatsapp360.message.MessageCategory;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Category and time to live from headers and options, for messages that do not set them.
 *
 * @param category null if not set
 * @param timeToLive null if not set
 */
record DirectSendOptions(
        @Nullable MessageCategory category, @Nullable Duration timeToLive) {

    /** These need no window, and the API takes no category for them. */
    private static final Set<String> WITHOUT = Set.of("template", "reaction");

    /**
     * Of a message that is to be sent: the headers, then the options.
     *
     * @throws InvalidMessageException if a header cannot be understood
     */
    static DirectSendOptions of(Message message, Whatsapp360Configuration options) {
        String category = message.getHeader(Whatsapp360Constants.CATEGORY, String.class);
        Duration ttl = null;
        long millis = options.getTimeToLive();
        try {
            ttl = duration(message.getHeader(Whatsapp360Constants.TIME_TO_LIVE));
            return new DirectSendOptions(
                    category == null || category.isBlank() ? options.getCategory() : MessageCategory.parse(category),
                    ttl != null || millis == 0 ? ttl : Duration.ofMillis(millis));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw new InvalidMessageException(
                    "The header " + Whatsapp360Constants.CATEGORY + " or " + Whatsapp360Constants.TIME_TO_LIVE
                            + " cannot be read: expected utility, authentication or service, and a duration such as 1h",
                    unreadable);
        }
    }

    /** Camel's notation, or what a {@link Duration} prints, as it comes out of a message broker. */
    private static @Nullable Duration duration(@Nullable Object ttl) {
        String text = ttl == null ? "" : ttl.toString().strip();
        if (text.isEmpty()) {
            return null;
        }
        return text.startsWith("PT") ? Duration.parse(text) : Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    /** Whether a message that says nothing itself goes without a window. */
    boolean isDirectSend() {
        return category != null && category.isDirectSend();
    }

    /** The same message, with what it does not say itself. */
    OutboundMessage complete(OutboundMessage message) {
        if (message.content() instanceof OutboundContent.Template
                || message.content() instanceof OutboundContent.Reaction) {
            return message;
        }
        DirectSend own = message.directSend();
        return message.withDirectSend(new DirectSend(
                own.category() == null ? category : own.category(),
                own.timeToLive() == null ? timeToLive : own.timeToLive(),
                own.templateName()));
    }

    /** Adds to a message written as the API takes it what it does not say itself. */
    void complete(Map<String, Object> message) {
        if (message.containsKey("status") || WITHOUT.contains(String.valueOf(message.get("type")))) {
            return;
        }
        if (category != null) {
            message.putIfAbsent("category", category.name());
        }
        if (timeToLive != null) {
            message.putIfAbsent("ttl_seconds", timeToLive.toSeconds());
        }
    }
}
