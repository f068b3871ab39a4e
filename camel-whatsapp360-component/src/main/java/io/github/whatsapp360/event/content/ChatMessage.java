package io.github.whatsapp360.event.content;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is reported rather than addressed to us: from an imported history, or from a conversation that another agent
 * has. Not to be answered.
 *
 * <p>Prints its id and content type. Immutable and thread-safe.
 *
 * @param id the message; missing only inside a history, where one bad message does not cost the others
 * @param from who wrote it, a phone number
 * @param fromUserId the same, as a business-scoped user id
 * @param to who received it; null for messages to the business
 * @param toUserId the same, as a business-scoped user id
 * @param groupId the group it belongs to
 * @param timestamp when it was written; precision one second
 * @param context what it refers to
 * @param content what it says
 * @param historyStatus how far it got by then, for example {@code READ}, as the word came; in histories only
 */
public record ChatMessage(
        @Nullable String id,
        @Nullable String from,
        @Nullable String fromUserId,
        @Nullable String to,
        @Nullable String toUserId,
        @Nullable String groupId,
        @Nullable Instant timestamp,
        @Nullable ReplyContext context,
        InboundContent content,
        @Nullable String historyStatus) {

    public ChatMessage {
        requireNonNull(content, "content");
    }

    @Override
    public String toString() {
        return "ChatMessage[id=" + id + ", type=" + content.type() + "]";
    }
}
