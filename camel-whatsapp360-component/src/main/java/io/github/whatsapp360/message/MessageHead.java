/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request to {@code POST /messages} that decides whether it may be sent now.
 *
 * <p>Prints neither recipient nor text. Immutable and thread-safe.
 *
 * @param type the message's type; {@code status} for a read receipt, empty if there is none
 * @param recipient whom it goes to; null if it does not say, or in a form that is no recipient
 * @param text what a person would read first: text, caption or the body of something interactive; empty if there is
 *     nothing
 * @param template the name of the template; null unless it is one
 * @param marketing whether it has members that only the API for marketing messages takes
 * @param callbackData what comes back in every status
 * @param directSend whether its category is one that needs no open window
 */
public record MessageHead(
        String type,
        @Nullable Recipient recipient,
        String text,
        @Nullable String template,
        boolean marketing,
        @Nullable String callbackData,
        boolean directSend) {

    /** What may be sent without a window. Read receipts and typing signs are about a message of the user's. */
    private static final Set<String> ANY_TIME = Set.of("template", "reaction", "status");

    public MessageHead {
        requireNonNull(type, "type");
        requireNonNull(text, "text");
    }

    /** Whether it needs an open window. */
    public boolean isFreeForm() {
        return !directSend && !ANY_TIME.contains(type);
    }

    @Override
    public String toString() {
        return "MessageHead[type=" + type + "]";
    }
}
