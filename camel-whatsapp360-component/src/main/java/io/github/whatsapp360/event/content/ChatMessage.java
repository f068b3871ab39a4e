/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that is reported rather than addressed to us: from an imported history, or from a conversation that another
 * agent has. Not to be answered.
 *
 * <p>Prints its id and content type. Immutable and thread-safe.
 *
 * @param id the message id; null if absent
 * @param from the phone number of the sender
 * @param fromUserId the business-scoped user id of the sender
 * @param fromParentUserId the parent user id of linked portfolios
 * @param to the phone number of the recipient; null for messages to the business
 * @param toUserId the business-scoped user id of the recipient
 * @param toParentUserId the parent user id of linked portfolios
 * @param groupId the group it belongs to
 * @param timestamp when it was written; precision one second
 * @param context the message that it replies to or quotes
 * @param errors the reason why unsupported content was not delivered
 * @param content the content of the message
 * @param historyStatus the status at that time, for example {@code READ}, as received; only in histories
 */
public record ChatMessage(
        @Nullable String id,
        @Nullable String from,
        @Nullable String fromUserId,
        @Nullable String fromParentUserId,
        @Nullable String to,
        @Nullable String toUserId,
        @Nullable String toParentUserId,
        @Nullable String groupId,
        @Nullable Instant timestamp,
        @Nullable ReplyContext context,
        List<ErrorItem> errors,
        InboundContent content,
        @Nullable String historyStatus) {

    public ChatMessage {
        requireNonNull(content, "content");
        errors = List.copyOf(errors);
    }

    /** The readable text, followed by the reason for missing content and the product that the message refers to. */
    public String text() {
        return Words.lines(
                content.text(),
                Words.lines(errors.stream().map(ErrorItem::text).toArray()),
                context == null || context.referredProduct() == null
                        ? null
                        : context.referredProduct().text());
    }

    @Override
    public String toString() {
        return "ChatMessage[id=" + id + ", type=" + content.type() + "]";
    }
}
