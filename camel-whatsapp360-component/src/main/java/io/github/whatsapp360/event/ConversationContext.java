/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.content.ReadableJson;
import io.github.whatsapp360.event.content.Words;
import org.jspecify.annotations.Nullable;

/**
 * The conversation before a hand-over, sent with the customer's first message after it.
 *
 * <p>{@code toString} shows only the type. Immutable and thread-safe.
 *
 * @param type {@code summary} or {@code history}, or the received value
 * @param summary a few sentences; null for another type
 * @param raw the complete JSON, exactly as received
 */
public record ConversationContext(
        @Nullable String type, @Nullable String summary, RawJson raw) {

    public ConversationContext {
        requireNonNull(raw, "raw");
    }

    /** The summary, otherwise the messages. */
    public String text() {
        String said = summary == null ? ReadableJson.lines(raw.text(), "type"::equals) : summary;
        return Words.note("conversation so far", said);
    }

    @Override
    public String toString() {
        return "ConversationContext[type=" + type + "]";
    }
}
