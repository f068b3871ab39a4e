package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that is reported rather than addressed to us: from an imported history, or from a conversation that another agent
 * has. Not to be answered.
 *
 * <p>Prints its id and content type. Immutable and thread-safe.
 *
 * @param id the message; null if it came without one
 * @param from who wrote it, a phone number
 * @param fromUserId the same, as a business-scoped user id
 * @param fromParentUserId the same among linked portfolios
 * @param to who received it; null for messages to the business
 * @param toUserId the same, as a business-scoped user id
 * @param toParentUserId the same among linked portfolios
 * @param groupId the group it belongs to
 * @param timestamp when it was written; precision one second
 * @param context what it refers to
 * @param errors why it could not be handed over, for unsupported content
 * @param content what it says
 * @param historyStatus how far it got by then, for example {@code READ}, as the word came; in histories only
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

    /** What a person would read: the words, and below them why something is missing and which product they are about. */
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
