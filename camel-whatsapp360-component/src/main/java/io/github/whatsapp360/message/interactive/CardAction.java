/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The action of a carousel card: one link, or quick replies. All cards of a carousel have the same kind and number.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface CardAction permits CardAction.QuickReplies, InteractiveAction.UrlButton {

    /** Quick replies. */
    static CardAction replies(Reply... replies) {
        return new QuickReplies(List.of(replies));
    }

    /** A link. */
    static CardAction link(String displayText, String url) {
        return new InteractiveAction.UrlButton(displayText, url);
    }

    /**
     * Answers to tap.
     *
     * @param replies 1 or 2
     */
    record QuickReplies(@JsonIgnore List<Reply> replies) implements CardAction {

        public QuickReplies {
            replies = List.copyOf(replies);
        }

        @JsonProperty("buttons")
        List<Map<String, Object>> buttons() {
            return replies.stream()
                    .map(reply -> Map.<String, Object>of("type", "quick_reply", "quick_reply", reply))
                    .toList();
        }
    }
}
